/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import org.jspecify.annotations.Nullable;

/**
 * Turns values of one type into bytes and back, and copies them. Confined to one thread at a time.
 *
 * @param <T> type of the values
 */
public interface ValueSerializer<T> {
    /**
     * Appends {@code value}, which may be null; the bytes tell their own length.
     *
     * @throws io.sampo.core.error.StreamException with {@code NOT_SERIALIZABLE}, naming place,
     *     class and way out, before a byte has left the process
     */
    void write(@Nullable T value, BinaryOutput target);

    /** Reads one value. */
    @Nullable T read(BinaryInput source);

    /**
     * Appends the first {@code count} of {@code values}, in a form of its own that need not be that
     * of {@link #write}: what many of one class have in common may be there once.
     *
     * @throws io.sampo.core.error.StreamException as {@link #write}
     */
    default void writeAll(@Nullable T[] values, int count, BinaryOutput target) {
        for (int i = 0; i < count; i++) {
            write(values[i], target);
        }
    }

    /**
     * Reads what {@link #writeAll} wrote of as many values, into the beginning of {@code values}.
     */
    default void readAll(@Nullable T[] values, int count, BinaryInput source) {
        for (int i = 0; i < count; i++) {
            values[i] = read(source);
        }
    }

    /** Returns {@code value} itself if it can never change, else a deep copy. */
    T copy(T value);
}
