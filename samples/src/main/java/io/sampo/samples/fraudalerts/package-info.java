/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * State for each card, timers, and rules that change while the job runs. Start with {@link
 * io.sampo.samples.fraudalerts.CheckRules}.
 */
@NullMarked
package io.sampo.samples.fraudalerts;

import org.jspecify.annotations.NullMarked;
