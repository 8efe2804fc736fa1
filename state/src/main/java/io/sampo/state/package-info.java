/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * The state that user functions see, and how they describe it. Start with {@link
 * io.sampo.state.ValueState}. Where state is kept is the business of {@code state.heap} and {@code
 * state.rocksdb}.
 */
@NullMarked
package io.sampo.state;

import org.jspecify.annotations.NullMarked;
