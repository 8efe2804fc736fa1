/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Sees that a process is dead within a fraction of a second: each node keeps a connection to each
 * other one, and a connection that is lost and then refused says that nobody is there any more.
 * Start with {@link io.sampo.cluster.lifeline.Lifeline}; {@link
 * io.sampo.cluster.lifeline.LifelineWatch} decides. A thread for each other node, and one for those
 * that connect here.
 */
@NullMarked
package io.sampo.cluster.lifeline;

import org.jspecify.annotations.NullMarked;
