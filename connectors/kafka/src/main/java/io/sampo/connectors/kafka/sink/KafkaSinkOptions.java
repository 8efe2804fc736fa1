/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import io.sampo.connectors.kafka.format.KafkaRecordSerializer;
import java.io.Serializable;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What can be set of a sink.
 *
 * @param serializer makes messages
 * @param transactionalIdPrefix what all transactional ids begin with; empty without transactions
 * @param poolSize how many ids each subtask has
 * @param properties of the client
 */
record KafkaSinkOptions<T>(
        KafkaRecordSerializer<T> serializer,
        String transactionalIdPrefix,
        int poolSize,
        Map<String, String> properties)
        implements Serializable {
    /** Returns what all producers of a subtask share. */
    Properties producerProperties(int subtask) {
        Properties result = new Properties();
        result.putAll(properties);
        String client = properties.get(ProducerConfig.CLIENT_ID_CONFIG);
        if (client != null) {
            result.put(ProducerConfig.CLIENT_ID_CONFIG, client + "-" + subtask);
        }
        return result;
    }

    /** Returns what of the properties an admin client knows. */
    Properties adminProperties() {
        Properties result = new Properties();
        result.putAll(properties);
        result.keySet().retainAll(AdminClientConfig.configNames());
        return result;
    }

    static KafkaProducer<byte[], byte[]> producer(Properties properties) {
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    String servers() {
        return String.valueOf(properties.get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
    }
}
