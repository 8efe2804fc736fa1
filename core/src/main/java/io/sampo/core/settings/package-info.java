/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * How a module reads its section of the configuration. Start with {@link
 * io.sampo.core.settings.SettingsReader}. Used while a job or node starts, by one thread.
 */
@NullMarked
package io.sampo.core.settings;

import org.jspecify.annotations.NullMarked;
