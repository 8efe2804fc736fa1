/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.protobuf;

import com.google.protobuf.MessageLite;
import io.sampo.connectors.kafka.format.KafkaRecordSerializer;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as messages of Protocol Buffers.
 *
 * @param <T> type of the records
 */
public final class ProtobufSerializer<T> implements KafkaRecordSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final ToMessage<T> make;
    private final @Nullable KeyText<T> key;

    /**
     * Makes what is to be written. Serialized with the sink.
     *
     * @param <T> type of the records
     */
    @FunctionalInterface
    public interface ToMessage<T> extends Serializable {
        /** Returns the message, or null to leave the record out. On the subtask's thread. */
        @Nullable MessageLite make(T record) throws Exception;
    }

    private ProtobufSerializer(String topic, ToMessage<T> make, @Nullable KeyText<T> key) {
        this.topic = Objects.requireNonNull(topic, "topic");
        this.make = Objects.requireNonNull(make, "make");
        this.key = key;
    }

    /** Returns one without keys. */
    public static <T> ProtobufSerializer<T> of(String topic, ToMessage<T> make) {
        return new ProtobufSerializer<>(topic, make, null);
    }

    /** Returns the same one with keys, which are written in UTF-8. */
    public ProtobufSerializer<T> withKey(KeyText<T> wanted) {
        return new ProtobufSerializer<>(topic, make, Objects.requireNonNull(wanted, "key"));
    }

    @Override
    public @Nullable ProducerRecord<byte[], byte[]> serialize(T record, long timestamp)
            throws Exception {
        MessageLite made = make.make(record);
        if (made == null) {
            return null;
        }
        String text = key == null ? null : key.keyOf(record);
        return new ProducerRecord<>(
                topic,
                text == null ? null : text.getBytes(StandardCharsets.UTF_8),
                made.toByteArray());
    }
}
