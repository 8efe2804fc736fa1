/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Who may speak at the control port, before Artery reads a word: nodes with a certificate, or
 * nodes with the token. Start with {@link io.sampo.cluster.gate.ControlGate}. An engine belongs to
 * the thread of its connection.
 */
@NullMarked
package io.sampo.cluster.gate;

import org.jspecify.annotations.NullMarked;
