/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.util.Arrays;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.Serializer;
import org.apache.fory.util.ExceptionUtils;

/** Has a {@link RecordCodec} write the records of a class, behind a check value of the class. */
final class RecordSerializer<T> extends Serializer<T> {
    private final RecordCodec codec;
    private final int check;

    RecordSerializer(TypeResolver resolver, Class<T> type, RecordCodec codec) {
        super(resolver.getConfig(), type, true);
        this.codec = codec;
        check = Arrays.toString(type.getRecordComponents()).hashCode();
    }

    @Override
    public void write(WriteContext context, T value) {
        context.writeInt32(check);
        try {
            codec.write(context, value);
        } catch (Throwable failure) {
            throw ExceptionUtils.throwException(failure);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public T read(ReadContext context) {
        readCheck(context);
        try {
            return (T) codec.read(context);
        } catch (Throwable failure) {
            throw ExceptionUtils.throwException(failure);
        }
    }

    /** Writes several: the check value is there once. */
    void writeAll(WriteContext context, Object[] records, int count) {
        context.writeInt32(check);
        try {
            codec.writeAll(context, records, count);
        } catch (Throwable failure) {
            throw ExceptionUtils.throwException(failure);
        }
    }

    /** Reads what {@link #writeAll} wrote. */
    void readAll(ReadContext context, Object[] records, int count) {
        readCheck(context);
        try {
            codec.readAll(context, records, count);
        } catch (Throwable failure) {
            throw ExceptionUtils.throwException(failure);
        }
    }

    private void readCheck(ReadContext context) {
        int found = context.readInt32();
        if (found != check) {
            throw new IllegalStateException(
                    "The class has other components there: class="
                            + getType().getName()
                            + " check="
                            + check
                            + " found="
                            + found);
        }
    }

    @Override
    public boolean readDataAlwaysAdvances() {
        return true;
    }
}
