/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every line is a row of comma-separated values (RFC 4180), read by Jackson into a class; records
 * work. Columns go to components by name. Columns that the class does not have are ignored; a row
 * must have as many fields as there are columns, and a file a column for each primitive component
 * or property. A component of another type without a column is null. An empty field is null, or an
 * empty string for a {@code String}; it is malformed for a primitive type.
 *
 * <p>A field may hold a line feed between double quotes only after {@link #withQuotedLineFeeds()}.
 *
 * <pre>{@code
 * record Airport(String iata, String name, double latitude, double longitude) {}
 *
 * FileSource<Airport> airports = FileSource.of("airports.csv", CsvFormat.withHeader(Airport.class));
 * }</pre>
 *
 * @param <T> type of the records
 */
public final class CsvFormat<T> implements LineFormat<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;

    /** Immutable, and a class of the JDK that can be serialized. */
    private final List<String> columns;

    private final char separator;
    private final boolean quotedLineFeeds;

    private CsvFormat(
            Class<T> type, List<String> columns, char separator, boolean quotedLineFeeds) {
        this.type = type;
        this.columns = columns;
        this.separator = separator;
        this.quotedLineFeeds = quotedLineFeeds;
    }

    /** Returns the format for files whose first line names the columns. */
    public static <T> CsvFormat<T> withHeader(Class<T> type) {
        return new CsvFormat<>(type, List.of(), ',', false);
    }

    /** Returns the format for files without a header. */
    public static <T> CsvFormat<T> withColumns(Class<T> type, String... columns) {
        if (columns.length == 0) {
            throw new IllegalArgumentException(
                    "A file without a header needs the names of its columns: class="
                            + type.getName());
        }
        return new CsvFormat<>(type, List.of(columns), ',', false);
    }

    /** Returns the same format with another separator, such as a semicolon or a tab. */
    public CsvFormat<T> withSeparator(char character) {
        return new CsvFormat<>(type, columns, character, quotedLineFeeds);
    }

    /**
     * Returns the same format for files with line feeds between quotes, each read by one subtask.
     */
    public CsvFormat<T> withQuotedLineFeeds() {
        return new CsvFormat<>(type, columns, separator, true);
    }

    @Override
    public boolean hasHeader() {
        return columns.isEmpty();
    }

    @Override
    public boolean quotedLineFeeds() {
        return quotedLineFeeds;
    }

    @Override
    public LineDecoder<T> createDecoder(@Nullable String header) throws Exception {
        CsvMapper mapper =
                CsvMapper.builder()
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
                        .build();
        CsvSchema.Builder schema = CsvSchema.builder().setColumnSeparator(separator);
        List<String> names =
                (header == null ? columns : namesIn(header, mapper))
                        .stream().map(String::strip).toList();
        checkColumns(names, header != null, mapper);
        names.forEach(schema::addColumn);
        ObjectReader reader = mapper.readerFor(type).with(schema.build());
        return (bytes, offset, length) -> decode(reader, bytes, offset, length);
    }

    /**
     * Refuses columns that leave a primitive property without one: Jackson would leave it 0 in a
     * class, and refuse every row for a record.
     */
    private void checkColumns(List<String> names, boolean fromHeader, CsvMapper mapper)
            throws MalformedLineException {
        List<String> missing = PrimitiveColumns.missing(type, names, mapper);
        if (missing.isEmpty()) {
            return;
        }
        String problem =
                "columns are missing: missing="
                        + missing
                        + " there="
                        + names
                        + " separator='"
                        + separator
                        + "' class="
                        + type.getName();
        if (fromHeader) {
            throw new MalformedLineException(
                    problem + "; where a column may be missing, use a type such as Integer");
        }
        throw new StreamException(
                ErrorCode.INVALID_PROGRAM,
                "The columns of a CSV format do not fit its class: "
                        + problem
                        + ". Name them in CsvFormat.withColumns, or use a type such as Integer.");
    }

    private List<String> namesIn(String header, CsvMapper mapper) throws Exception {
        String[] names;
        try {
            names =
                    mapper.readerFor(String[].class)
                            .with(CsvSchema.emptySchema().withColumnSeparator(separator))
                            .readValue(header);
        } catch (JsonProcessingException failure) {
            throw new MalformedLineException(failure.getOriginalMessage(), failure);
        }
        return List.of(names);
    }

    private T decode(ObjectReader reader, byte[] bytes, int offset, int length)
            throws MalformedLineException {
        try {
            return reader.readValue(bytes, offset, length);
        } catch (JsonProcessingException failure) {
            MalformedLineException malformed = JacksonFailures.explain(failure, type);
            if (!quotedLineFeeds && isQuoteOpen(bytes, offset, length)) {
                throw new MalformedLineException(
                        "a double quote is not closed on its line; if fields hold line feeds, use"
                                + " CsvFormat.withQuotedLineFeeds()",
                        failure);
            }
            throw malformed;
        } catch (IOException failure) {
            throw new MalformedLineException(failure.toString(), failure);
        }
    }

    private static boolean isQuoteOpen(byte[] bytes, int offset, int length) {
        boolean open = false;
        for (int i = offset; i < offset + length; i++) {
            open ^= bytes[i] == '"';
        }
        return open;
    }
}
