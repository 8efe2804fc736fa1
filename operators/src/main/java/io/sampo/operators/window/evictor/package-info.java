/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Evictors to choose from. What they are is {@link io.sampo.operators.window.Evictor}; start with {@link
 * io.sampo.operators.window.evictor.CountEvictor}.
 */
@NullMarked
package io.sampo.operators.window.evictor;

import org.jspecify.annotations.NullMarked;
