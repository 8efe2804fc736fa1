/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.format;

import io.sampo.core.function.Function;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A line of text in UTF-8 for each record. A text with a line feed in it cannot be written, since
 * it would be read back as two.
 *
 * @param <T> type of the records
 */
public final class TextEncoder<T> implements Encoder<T> {
    private static final long serialVersionUID = 1L;

    private final ToText<T> text;

    /**
     * Makes the text of a record.
     *
     * @param <T> type of the records
     */
    @FunctionalInterface
    public interface ToText<T> extends Function {
        /** Returns the record's line, without its end. */
        String apply(T record) throws Exception;
    }

    /** Creates an encoder. */
    public TextEncoder(ToText<T> text) {
        this.text = text;
    }

    @Override
    public void encode(T record, OutputStream out) throws Exception {
        String line = text.apply(record);
        if (line.indexOf('\n') >= 0) {
            throw new MalformedLineException("the text has a line feed in it");
        }
        write(line, out);
    }

    private static void write(String line, OutputStream out) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    @Override
    public String extension() {
        return ".txt";
    }
}
