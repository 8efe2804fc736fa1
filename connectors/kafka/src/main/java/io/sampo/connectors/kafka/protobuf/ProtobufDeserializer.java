/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.protobuf;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.sampo.connectors.kafka.format.KafkaDeserializer;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.Serializable;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads values that are messages of Protocol Buffers, of a class that {@code protoc} has generated,
 * and makes records of them.
 *
 * <pre>{@code
 * KafkaDeserializer<Click> clicks =
 *         ProtobufDeserializer.of(ClickProto.class, read -> new Click(read.getUser(), read.getX()));
 * }</pre>
 *
 * <p>Messages without a value are left out; one that cannot be read follows the source's error
 * policy.
 *
 * @param <M> class of the messages
 * @param <T> type of the records
 */
public final class ProtobufDeserializer<M extends MessageLite, T> implements KafkaDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final Class<M> type;
    private final FromMessage<M, T> make;

    /** Found in the subtask. */
    private transient @Nullable Parser<?> parser;

    /**
     * Makes a record of a message. Serialized with the source.
     *
     * @param <M> class of the messages
     * @param <T> type of the records
     */
    @FunctionalInterface
    public interface FromMessage<M, T> extends Serializable {
        /**
         * Returns the record, or null to leave the message out. Called on the subtask's thread.
         *
         * @throws Exception if it makes no record: the error policy says what happens
         */
        @Nullable T make(M read) throws Exception;
    }

    private ProtobufDeserializer(Class<M> type, FromMessage<M, T> make) {
        this.type = Objects.requireNonNull(type, "type");
        this.make = Objects.requireNonNull(make, "make");
    }

    /** Returns one for messages of a generated class. */
    public static <M extends MessageLite, T> ProtobufDeserializer<M, T> of(
            Class<M> type, FromMessage<M, T> make) {
        return new ProtobufDeserializer<>(type, make);
    }

    @Override
    public @Nullable T deserialize(ConsumerRecord<byte[], byte[]> message) throws Exception {
        byte[] value = message.value();
        if (value == null) {
            return null;
        }
        Parser<?> made = parser;
        if (made == null) {
            made = parserOf(type);
            parser = made;
        }
        return make.make(type.cast(made.parseFrom(value)));
    }

    private static Parser<?> parserOf(Class<?> type) {
        try {
            return (Parser<?>) type.getMethod("parser").invoke(null);
        } catch (ReflectiveOperationException | ClassCastException | NullPointerException failure) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "Not a class that protoc has generated, it has no static parser(): class="
                            + type.getName()
                            + ". Give the class of the messages.",
                    failure);
        }
    }
}
