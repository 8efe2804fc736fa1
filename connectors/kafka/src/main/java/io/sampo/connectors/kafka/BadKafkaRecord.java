/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka;

import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read, as it goes to a dead-letter output.
 *
 * @param topic where it came from
 * @param partition of the topic
 * @param offset in the partition
 * @param timestamp that the broker or the producer gave it
 * @param key its bytes, null if it has none
 * @param value its bytes, null if it has none
 * @param reason why it could not be read
 * @param stack of the exception
 */
public record BadKafkaRecord(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        String reason,
        String stack) {}
