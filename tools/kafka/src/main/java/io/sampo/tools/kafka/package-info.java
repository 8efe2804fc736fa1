/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * {@code sampo kafka}: what somebody does by hand with brokers. What it does is in {@link
 * io.sampo.connectors.kafka.sink.KafkaTransactions}; here are only options and output. Start with
 * {@link io.sampo.tools.kafka.KafkaCommand}.
 */
@NullMarked
package io.sampo.tools.kafka;

import org.jspecify.annotations.NullMarked;
