/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import io.sampo.connectors.kafka.format.KafkaRecordSerializer;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages and hands them to a producer. Confined to the subtask's thread, but for failures
 * that a producer's own thread reports.
 */
final class MessageSender<T> {
    private final KafkaRecordSerializer<T> serializer;
    private final AtomicReference<@Nullable StreamException> failed = new AtomicReference<>();

    MessageSender(KafkaRecordSerializer<T> serializer) {
        this.serializer = serializer;
    }

    /** Makes the message of a record; null to leave it out. */
    @Nullable ProducerRecord<byte[], byte[]> message(T record, long timestamp) throws Exception {
        ProducerRecord<byte[], byte[]> made = serializer.serialize(record, timestamp);
        if (made == null || made.timestamp() != null || timestamp < 0) {
            return made;
        }
        return new ProducerRecord<>(
                made.topic(),
                made.partition(),
                timestamp,
                made.key(),
                made.value(),
                made.headers());
    }

    /**
     * Hands a message to the producer; waits while its buffer is full.
     *
     * @throws StreamException with {@code EXTERNAL_IO} if this one, or one before, cannot be
     *     written
     */
    void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> message) {
        check();
        try {
            producer.send(
                    message,
                    (where, failure) -> {
                        if (failure != null) {
                            failed.compareAndSet(null, notWritten(message.topic(), failure));
                        }
                    });
        } catch (KafkaException failure) {
            throw notWritten(message.topic(), failure);
        }
    }

    /** Waits until the brokers have everything. */
    void flush(KafkaProducer<byte[], byte[]> producer) {
        producer.flush();
        check();
    }

    private void check() {
        StreamException failure = failed.get();
        if (failure != null) {
            throw failure;
        }
    }

    private static StreamException notWritten(String topic, Exception failure) {
        return new StreamException(
                ErrorCode.EXTERNAL_IO,
                "A message could not be written: topic="
                        + topic
                        + " cause="
                        + StreamException.withoutFullStop(failure)
                        + ". Everything since the last checkpoint is written again after a restart.",
                failure);
    }
}
