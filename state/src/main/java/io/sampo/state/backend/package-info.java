/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a state backend must offer: tables of values and of maps by (key, namespace), timers, snapshots.
 * The user's states are views on such tables, the same for every backend. Start with {@link
 * io.sampo.state.backend.KeyedStateBackend}.
 *
 * <p>A keyed backend belongs to one subtask and is confined to its thread, but for the second half of
 * a snapshot.
 */
@NullMarked
package io.sampo.state.backend;

import org.jspecify.annotations.NullMarked;
