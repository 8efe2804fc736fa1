/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.format;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Writes values as JSON. */
final class JsonSerializer<T> implements KafkaRecordSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final @Nullable KeyText<T> key;

    /** Made in the subtask. */
    private transient @Nullable ObjectMapper mapper;

    JsonSerializer(String topic, @Nullable KeyText<T> key) {
        this.topic = Objects.requireNonNull(topic, "topic");
        this.key = key;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T record, long timestamp) throws IOException {
        ObjectMapper made = mapper;
        if (made == null) {
            made = JsonMapper.builder().build();
            mapper = made;
        }
        byte[] value;
        try {
            value = made.writeValueAsBytes(record);
        } catch (InvalidDefinitionException failure) {
            throw JsonDeserializer.unfit(failure, record.getClass());
        }
        String text = key == null ? null : key.keyOf(record);
        byte[] keyBytes = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, keyBytes, value);
    }
}
