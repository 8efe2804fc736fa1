/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import io.sampo.connectors.kafka.ErrorPolicy;
import io.sampo.connectors.kafka.format.KafkaDeserializer;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

/**
 * What can be set of a source.
 *
 * @param subscription which partitions
 * @param deserializer makes records
 * @param start where partitions begin
 * @param stop where they end, null if they do not
 * @param discovery between two looks for new partitions, zero for none
 * @param policy for messages that cannot be read
 * @param commitsOffsets whether the offsets of completed checkpoints are committed for the group
 * @param properties of the client
 */
record KafkaSourceOptions<T>(
        Subscription subscription,
        KafkaDeserializer<T> deserializer,
        OffsetsInitializer start,
        @Nullable OffsetsInitializer stop,
        Duration discovery,
        ErrorPolicy policy,
        boolean commitsOffsets,
        Map<String, String> properties)
        implements Serializable {
    Properties consumerProperties(int subtask) {
        Properties result = new Properties();
        result.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // A gap must be seen: messages deleted before they were read.
        result.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        result.putAll(properties);
        // Offsets are the engine's affair.
        result.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        String client = properties.get(ConsumerConfig.CLIENT_ID_CONFIG);
        if (client != null) {
            result.put(ConsumerConfig.CLIENT_ID_CONFIG, client + "-" + subtask);
        }
        return result;
    }

    /** What of the properties an admin client knows; its id ends in {@code user}. */
    Properties adminProperties(String user) {
        Properties result = new Properties();
        result.putAll(properties);
        result.keySet().retainAll(AdminClientConfig.configNames());
        String client = properties.get(ConsumerConfig.CLIENT_ID_CONFIG);
        if (client != null) {
            result.put(ConsumerConfig.CLIENT_ID_CONFIG, client + "-" + user);
        }
        return result;
    }
}
