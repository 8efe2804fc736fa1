/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Timers of keyed functions. Start with {@link io.sampo.operators.timer.TimerService}.
 */
@NullMarked
package io.sampo.operators.timer;

import org.jspecify.annotations.NullMarked;
