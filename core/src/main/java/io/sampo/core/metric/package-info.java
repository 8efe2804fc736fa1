/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/** What the engine counts. Start with {@link io.sampo.core.metric.MetricGroup}. */
@NullMarked
package io.sampo.core.metric;

import org.jspecify.annotations.NullMarked;
