/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What blocks, on threads that are shared: {@link io.sampo.core.concurrent.StepwiseTask}. Threads
 * are not made here, but given.
 */
@NullMarked
package io.sampo.core.concurrent;

import org.jspecify.annotations.NullMarked;
