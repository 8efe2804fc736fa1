/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.testkit;

import org.jspecify.annotations.Nullable;

/** A value that never changes, of numbers and a text. */
public record Reading(long count, int level, double share, @Nullable String note) {}
