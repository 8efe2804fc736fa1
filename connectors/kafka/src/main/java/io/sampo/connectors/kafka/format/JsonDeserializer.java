/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads values that are JSON. */
final class JsonDeserializer<T> implements KafkaDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;

    /** Made in the subtask. */
    private transient @Nullable ObjectReader reader;

    JsonDeserializer(Class<T> type) {
        this.type = type;
    }

    @Override
    public @Nullable T deserialize(ConsumerRecord<byte[], byte[]> message) throws IOException {
        byte[] bytes = message.value();
        if (bytes == null) {
            return null;
        }
        ObjectReader made = reader;
        if (made == null) {
            made = createReader();
            reader = made;
        }
        T value;
        try {
            value = made.readValue(bytes);
        } catch (InvalidDefinitionException failure) {
            throw unfit(failure, type);
        }
        if (value == null) {
            throw new IOException("the JSON value is null");
        }
        return value;
    }

    private ObjectReader createReader() {
        return JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readerFor(type);
    }

    /** Returns the error for a class that cannot be read or written, whatever the data. */
    static StreamException unfit(JsonProcessingException failure, Class<?> type) {
        return new StreamException(
                ErrorCode.INVALID_PROGRAM,
                "Jackson cannot handle a class: class="
                        + type.getName()
                        + " reason="
                        + StreamException.withoutFullStop(failure.getOriginalMessage())
                        + ". Use a record, or a class with a public constructor without parameters and"
                        + " getters and setters.",
                failure);
    }
}
