/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.format;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How the bytes of a topic become records. Serialized with the source when the job is built; every
 * subtask has a copy of its own and calls it from one thread.
 *
 * <pre>{@code
 * KafkaDeserializer<Integer> lengths = message -> message.value().length;
 * }</pre>
 *
 * <p>Avro is in {@code io.sampo.connectors.kafka.avro}, Protocol Buffers in {@code
 * io.sampo.connectors.kafka.protobuf}; their libraries do not come with the connector.
 *
 * @param <T> type of the records
 */
@FunctionalInterface
public interface KafkaDeserializer<T> extends Serializable {
    /**
     * Reads one message. Called on the subtask's thread; must not block.
     *
     * @return the record, or null to leave the message out
     * @throws Exception if it cannot be read: the source's error policy says what happens then, and
     *     the exception's message is the reason that is reported
     */
    @Nullable T deserialize(ConsumerRecord<byte[], byte[]> message) throws Exception;

    /** Returns the values as they are; messages without one are left out. */
    static KafkaDeserializer<byte[]> bytes() {
        return ConsumerRecord::value;
    }

    /**
     * Returns the values as text in UTF-8, malformed bytes replaced; messages without one are left
     * out.
     */
    static KafkaDeserializer<String> strings() {
        return message ->
                message.value() == null
                        ? null
                        : new String(message.value(), StandardCharsets.UTF_8);
    }

    /**
     * Returns values that are JSON, read by Jackson into a class; records work. Fields that the
     * class does not have are ignored. A component of a primitive type must be there; one of
     * another type is null where it is missing. Messages without a value are left out.
     */
    static <T> KafkaDeserializer<T> json(Class<T> type) {
        return new JsonDeserializer<>(type);
    }
}
