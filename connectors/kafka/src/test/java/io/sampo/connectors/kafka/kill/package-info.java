/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Jobs from topic to topic whose processes and brokers are killed. Start with {@link
 * io.sampo.connectors.kafka.kill.KafkaKillIT}.
 */
package io.sampo.connectors.kafka.kill;
