/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * From settings to a backend. Start with {@link io.sampo.state.settings.StateBackends}.
 */
@NullMarked
package io.sampo.state.settings;

import org.jspecify.annotations.NullMarked;
