/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of comma-separated values (RFC 4180, ended by a line feed) for each record, written by
 * Jackson; every part begins with the names of the columns. The columns of a {@code record} are its
 * components, in their order. A text with a line feed in it is quoted: read it back with {@link
 * CsvFormat#withQuotedLineFeeds()}.
 *
 * @param <T> type of the records
 */
public final class CsvEncoder<T> implements Encoder<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final char separator;
    private final boolean header;
    private transient @Nullable ObjectWriter writer;

    private CsvEncoder(Class<T> type, char separator, boolean header) {
        this.type = type;
        this.separator = separator;
        this.header = header;
    }

    /** Returns an encoder for a class. */
    public static <T> CsvEncoder<T> of(Class<T> type) {
        return new CsvEncoder<>(type, ',', true);
    }

    /** Returns the same encoder with another separator. */
    public CsvEncoder<T> withSeparator(char character) {
        return new CsvEncoder<>(type, character, header);
    }

    /** Returns the same encoder without the names of the columns. */
    public CsvEncoder<T> withoutHeader() {
        return new CsvEncoder<>(type, separator, false);
    }

    @Override
    public void begin(OutputStream out) throws Exception {
        if (header) {
            CsvMapper mapper = mapper();
            CsvSchema schema = schema(mapper);
            out.write(
                    mapper.writerFor(List.class)
                            .with(schema)
                            .writeValueAsBytes(schema.getColumnNames()));
        }
    }

    @Override
    public void encode(T record, OutputStream out) throws Exception {
        try {
            out.write(writer().writeValueAsBytes(record));
        } catch (InvalidDefinitionException failure) {
            throw JacksonFailures.unfit(failure, type);
        } catch (JsonProcessingException failure) {
            throw new MalformedLineException(failure.getOriginalMessage(), failure);
        }
    }

    private ObjectWriter writer() {
        ObjectWriter made = writer;
        if (made == null) {
            CsvMapper mapper = mapper();
            made = mapper.writerFor(type).with(schema(mapper));
            writer = made;
        }
        return made;
    }

    private static CsvMapper mapper() {
        return CsvMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();
    }

    private CsvSchema schema(CsvMapper mapper) {
        return mapper.schemaFor(type)
                .withColumnSeparator(separator)
                .withLineSeparator("\n")
                .withoutHeader();
    }

    @Override
    public String extension() {
        return ".csv";
    }
}
