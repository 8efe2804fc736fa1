/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.kafka.flink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes records as Sampo does: by Jackson, with a key, and the time of the record. */
final class JsonMessages<T> implements KafkaRecordSerializationSchema<T> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final KeyOf<T> key;
    private transient @Nullable ObjectMapper mapper;

    /** Returns the key of a record. */
    interface KeyOf<T> extends Serializable {
        String keyOf(T record);
    }

    JsonMessages(String topic, KeyOf<T> key) {
        this.topic = topic;
        this.key = key;
    }

    String topic() {
        return topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
            T record, KafkaSinkContext context, @Nullable Long timestamp) {
        ObjectMapper made = mapper;
        if (made == null) {
            made = JsonMapper.builder().build();
            mapper = made;
        }
        try {
            return new ProducerRecord<>(
                    topic,
                    null,
                    timestamp == null || timestamp < 0 ? null : timestamp,
                    key.keyOf(record).getBytes(StandardCharsets.UTF_8),
                    made.writeValueAsBytes(record));
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("No JSON: record=" + record, failure);
        }
    }
}
