/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.format;

import io.sampo.connectors.kafka.BadKafkaRecord;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How records become messages of a topic: topic, partition, key, value and headers may differ from
 * record to record. Serialized with the sink when the job is built; every subtask has a copy of its
 * own and calls it from one thread.
 *
 * <pre>{@code
 * KafkaRecordSerializer<Click> clicks =
 *         (click, time) -> new ProducerRecord<>(click.country() + "-clicks", click.toBytes());
 * }</pre>
 *
 * <p>Avro is in {@code io.sampo.connectors.kafka.avro}, Protocol Buffers in {@code
 * io.sampo.connectors.kafka.protobuf}; their libraries do not come with the connector.
 *
 * @param <T> type of the records
 */
@FunctionalInterface
public interface KafkaRecordSerializer<T> extends Serializable {
    /**
     * Makes a message. Called on the subtask's thread; must not block. A message without a
     * timestamp gets that of the record if it has one; one without a partition gets it from its
     * key, or from the producer's partitioner.
     *
     * @param timestamp of the record, {@code Long.MIN_VALUE} if it has none
     * @return the message, or null to leave the record out
     * @throws Exception if it cannot be written; the job fails
     */
    @Nullable ProducerRecord<byte[], byte[]> serialize(T record, long timestamp) throws Exception;

    /** Returns values as they are, without keys. */
    static KafkaRecordSerializer<byte[]> bytes(String topic) {
        Objects.requireNonNull(topic, "topic");
        return (record, timestamp) -> new ProducerRecord<>(topic, record);
    }

    /** Returns text in UTF-8, without keys. */
    static KafkaRecordSerializer<String> strings(String topic) {
        Objects.requireNonNull(topic, "topic");
        return (record, timestamp) ->
                new ProducerRecord<>(topic, record.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns JSON, written by Jackson, without keys. */
    static <T> KafkaRecordSerializer<T> json(String topic) {
        return new JsonSerializer<>(topic, null);
    }

    /**
     * Returns JSON, written by Jackson.
     *
     * @param key makes the key, which is written in UTF-8; messages of one key stay in order
     */
    static <T> KafkaRecordSerializer<T> json(String topic, KeyText<T> key) {
        return new JsonSerializer<>(topic, Objects.requireNonNull(key, "key"));
    }

    /**
     * Returns records that could not be read, with key and value as they were. Headers say why, and
     * where they came from: {@code sampo.reason}, {@code sampo.stack}, {@code sampo.topic}, {@code
     * sampo.partition}, {@code sampo.offset}, all as text.
     */
    static KafkaRecordSerializer<BadKafkaRecord> deadLetters(String topic) {
        return new DeadLetterSerializer(topic);
    }

    /**
     * Makes the text of a key.
     *
     * @param <T> type of the records
     */
    @FunctionalInterface
    interface KeyText<T> extends Serializable {
        /** Returns the key, or null for none. */
        @Nullable String keyOf(T record);
    }
}
