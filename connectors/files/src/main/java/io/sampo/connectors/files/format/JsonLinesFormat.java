/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.Serializable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every line is a JSON value, read by Jackson into a class; records work. Fields that the class
 * does not have are ignored. A component of a primitive type must be there; one of another type is
 * null where it is missing. Lines of blanks are left out.
 *
 * <pre>{@code
 * record Flight(String date, int delay, String origin, String destination) {}
 *
 * FileSource<Flight> flights = FileSource.of("flights.jsonl", JsonLinesFormat.of(Flight.class));
 * }</pre>
 *
 * @param <T> type of the records
 */
public final class JsonLinesFormat<T> implements LineFormat<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final MapperSupplier mappers;

    /** Makes Jackson's mapper in every subtask. */
    @FunctionalInterface
    public interface MapperSupplier extends Supplier<ObjectMapper>, Serializable {}

    private JsonLinesFormat(Class<T> type, MapperSupplier mappers) {
        this.type = type;
        this.mappers = mappers;
    }

    /** Returns the format for a class. */
    public static <T> JsonLinesFormat<T> of(Class<T> type) {
        return new JsonLinesFormat<>(type, JsonLinesFormat::defaultMapper);
    }

    /** Returns the same format with a mapper of the user's own, for modules and other rules. */
    public JsonLinesFormat<T> withMapper(MapperSupplier mapper) {
        return new JsonLinesFormat<>(type, mapper);
    }

    @Override
    public LineDecoder<T> createDecoder(@Nullable String header) {
        ObjectReader reader =
                mappers.get().readerFor(type).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        return (bytes, offset, length) -> decode(reader, bytes, offset, length);
    }

    private @Nullable T decode(ObjectReader reader, byte[] bytes, int offset, int length)
            throws MalformedLineException {
        if (isBlank(bytes, offset, length)) {
            return null;
        }
        T value;
        try {
            value = reader.readValue(bytes, offset, length);
        } catch (JsonProcessingException failure) {
            throw JacksonFailures.explain(failure, type);
        } catch (IOException failure) {
            throw new MalformedLineException(failure.toString(), failure);
        }
        if (value == null) {
            throw new MalformedLineException("the JSON value is null");
        }
        return value;
    }

    private static boolean isBlank(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t') {
                return false;
            }
        }
        return true;
    }

    private static ObjectMapper defaultMapper() {
        return JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }
}
