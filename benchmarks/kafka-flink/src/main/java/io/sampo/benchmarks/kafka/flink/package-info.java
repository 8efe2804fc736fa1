/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * The job from topic to topic for Apache Flink and its Kafka connector. Start with {@link
 * io.sampo.benchmarks.kafka.flink.FlinkKafkaProcess}.
 */
@NullMarked
package io.sampo.benchmarks.kafka.flink;

import org.jspecify.annotations.NullMarked;
