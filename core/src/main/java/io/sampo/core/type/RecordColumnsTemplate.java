/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/** Of no use by itself: {@link RecordColumns} defines it anew for each class of records. */
final class RecordColumnsTemplate extends RecordColumns {
    private static final MethodHandle WRITE = handle(0);
    private static final MethodHandle READ = handle(1);

    private static MethodHandle handle(int index) {
        return HiddenCopies.handle(MethodHandles.lookup(), MethodHandle.class, index);
    }

    @Override
    void writeAll(
            Object record, long[] numbers, int number, @Nullable Object[] references, int reference)
            throws Throwable {
        WRITE.invokeExact(record, numbers, number, references, reference);
    }

    @Override
    Object readAll(long[] numbers, int number, @Nullable Object[] references, int reference)
            throws Throwable {
        return (Object) READ.invokeExact(numbers, number, references, reference);
    }
}
