/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.format;

import io.sampo.connectors.kafka.BadKafkaRecord;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes what could not be read, with the reason in headers. */
final class DeadLetterSerializer implements KafkaRecordSerializer<BadKafkaRecord> {
    private static final long serialVersionUID = 1L;

    private final String topic;

    DeadLetterSerializer(String topic) {
        this.topic = Objects.requireNonNull(topic, "topic");
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(BadKafkaRecord record, long timestamp) {
        Long time = record.timestamp() < 0 ? null : record.timestamp();
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(topic, null, time, record.key(), record.value());
        addHeader(message, "sampo.reason", record.reason());
        addHeader(message, "sampo.stack", record.stack());
        addHeader(message, "sampo.topic", record.topic());
        addHeader(message, "sampo.partition", record.partition());
        addHeader(message, "sampo.offset", record.offset());
        return message;
    }

    private static void addHeader(
            ProducerRecord<byte[], byte[]> message, String name, Object value) {
        message.headers().add(name, String.valueOf(value).getBytes(StandardCharsets.UTF_8));
    }
}
