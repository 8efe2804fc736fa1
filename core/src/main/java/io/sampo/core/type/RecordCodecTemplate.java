/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;

/** Of no use by itself: {@link RecordCodec} defines it anew for each class of records. */
final class RecordCodecTemplate extends RecordCodec {
    private static final MethodHandle WRITE = handle(0);
    private static final MethodHandle READ = handle(1);

    private static MethodHandle handle(int index) {
        return HiddenCopies.handle(MethodHandles.lookup(), MethodHandle.class, index);
    }

    @Override
    void write(WriteContext target, Object record) throws Throwable {
        WRITE.invokeExact(target, record);
    }

    @Override
    Object read(ReadContext source) throws Throwable {
        return READ.invokeExact(source);
    }

    @Override
    void writeAll(WriteContext target, Object[] records, int count) throws Throwable {
        for (int i = 0; i < count; i++) {
            WRITE.invokeExact(target, records[i]);
        }
    }

    @Override
    void readAll(ReadContext source, Object[] records, int count) throws Throwable {
        for (int i = 0; i < count; i++) {
            records[i] = READ.invokeExact(source);
        }
    }
}
