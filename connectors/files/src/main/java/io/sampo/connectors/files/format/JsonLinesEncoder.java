/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value on a line of its own for each record, written by Jackson.
 *
 * @param <T> type of the records
 */
public final class JsonLinesEncoder<T> implements Encoder<T> {
    private static final long serialVersionUID = 1L;

    private final JsonLinesFormat.@Nullable MapperSupplier mappers;
    private transient @Nullable ObjectWriter writer;

    /** Creates an encoder with a mapper of its own. */
    public JsonLinesEncoder() {
        mappers = null;
    }

    /** Creates an encoder with a mapper of the user's own, for modules and other rules. */
    public JsonLinesEncoder(JsonLinesFormat.MapperSupplier mapper) {
        mappers = mapper;
    }

    @Override
    public void encode(T record, OutputStream out) throws Exception {
        try {
            out.write(writer().writeValueAsBytes(record));
        } catch (InvalidDefinitionException failure) {
            throw JacksonFailures.unfit(failure, record.getClass());
        } catch (JsonProcessingException failure) {
            throw new MalformedLineException(failure.getOriginalMessage(), failure);
        }
        out.write('\n');
    }

    private ObjectWriter writer() {
        ObjectWriter made = writer;
        if (made == null) {
            made = (mappers == null ? JsonMapper.builder().build() : mappers.get()).writer();
            writer = made;
        }
        return made;
    }

    @Override
    public String extension() {
        return ".jsonl";
    }
}
