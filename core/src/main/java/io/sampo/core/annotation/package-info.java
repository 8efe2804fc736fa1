/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Annotations that user code and the engine share. Start with {@link
 * io.sampo.core.annotation.Immutable}.
 */
@NullMarked
package io.sampo.core.annotation;

import org.jspecify.annotations.NullMarked;
