/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * State that expires: tables on tables, which keep a time with each value, so that no backend knows
 * of it but for what it leaves out of a snapshot. Start with {@link
 * io.sampo.state.backend.internal.TimeToLive}. Confined to the subtask's thread, as the tables are.
 */
@NullMarked
package io.sampo.state.backend.internal;

import org.jspecify.annotations.NullMarked;
