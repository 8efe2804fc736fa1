/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * {@code sampo benchmark kafka}: the same job from topic to topic on several engines. Start with
 * {@link io.sampo.benchmarks.kafka.KafkaBenchmark}.
 */
@NullMarked
package io.sampo.benchmarks.kafka;

import org.jspecify.annotations.NullMarked;
