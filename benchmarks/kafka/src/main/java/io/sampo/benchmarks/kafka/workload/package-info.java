/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What is read and written, the same for all engines: needs neither an engine nor Kafka. Start with
 * {@link io.sampo.benchmarks.kafka.workload.Clicks}.
 */
@NullMarked
package io.sampo.benchmarks.kafka.workload;

import org.jspecify.annotations.NullMarked;
