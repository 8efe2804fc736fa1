/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What runs a {@link io.sampo.operators.source.Source} in a subtask, and the reader of collections.
 * Confined to the subtask's thread. Start with {@link io.sampo.operators.source.internal.SourceOperator}.
 */
@NullMarked
package io.sampo.operators.source.internal;

import org.jspecify.annotations.NullMarked;
