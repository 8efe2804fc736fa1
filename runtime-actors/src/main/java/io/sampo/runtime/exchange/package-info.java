/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * How records get from one subtask to another: frames on channels, with credits. A channel has one
 * sending and one receiving subtask; everything else in here is confined to one of the two. Start with
 * {@link io.sampo.runtime.exchange.Frame} and {@link io.sampo.runtime.exchange.LocalChannel}.
 */
@NullMarked
package io.sampo.runtime.exchange;

import org.jspecify.annotations.NullMarked;
