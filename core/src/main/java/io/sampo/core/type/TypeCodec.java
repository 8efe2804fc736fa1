/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the values of a {@link TypeFormat}. Confined to one thread, with the readers
 * that it made. What it throws fails the job, with the place of the value in the message.
 */
public interface TypeCodec {
    /** Reads values that were written with one schema. */
    @FunctionalInterface
    interface Reader {
        /**
         * Reads one value.
         *
         * @param source has the bytes of that value and no others; all are to be read
         */
        Object read(BinaryInput source) throws IOException;
    }

    /**
     * Returns the schema with which {@link #write} writes a value. Called for each value, so it
     * should return the same string again rather than an equal one.
     */
    String schemaOf(Object value);

    /** Appends a value, without its schema. */
    void write(Object value, BinaryOutput target) throws IOException;

    /**
     * Returns what reads values of a class; kept for the next value. The schemas are equal, or
     * {@link TypeFormat#changes} found that they fit.
     *
     * @param type of the values to return
     * @param written with which they were written
     * @param wanted to read them as; null if they are to be as they were written
     */
    Reader reader(Class<?> type, String written, @Nullable String wanted);

    /** Returns a value that shares nothing with this one that can change. */
    <T> T copy(T value);
}
