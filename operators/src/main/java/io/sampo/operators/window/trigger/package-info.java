/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Triggers to choose from; those that windows have by default are with them. What a trigger is says {@link
 * io.sampo.operators.window.Trigger}; start with {@link io.sampo.operators.window.trigger.CountTrigger}.
 */
@NullMarked
package io.sampo.operators.window.trigger;

import org.jspecify.annotations.NullMarked;
