/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.resolver.TypeInfo;
import org.apache.fory.resolver.TypeInfoHolder;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.Serializer;

/**
 * Several objects of one class, none of them null, for one call of Fory: the name of the class is
 * there once. Belongs to one instance of Fory, which writes from and reads into arrays of the
 * caller.
 */
final class Batch {
    private static final Object[] NOTHING = {};

    private Object[] values = NOTHING;
    private int count;

    /** Sets what is written, or where to put what is read. */
    void set(Object[] newValues, int newCount) {
        values = newValues;
        count = newCount;
    }

    void clear() {
        set(NOTHING, 0);
    }

    /** Writes each with the serializer of the class of the first. */
    static final class BatchSerializer extends Serializer<Batch> {
        private final Batch batch;
        private final TypeResolver resolver;
        private final TypeInfoHolder last;

        BatchSerializer(TypeResolver resolver, Batch batch) {
            super(resolver.getConfig(), Batch.class);
            this.batch = batch;
            this.resolver = resolver;
            last = resolver.nilTypeInfoHolder();
        }

        @Override
        public void write(WriteContext context, Batch same) {
            Object[] values = batch.values;
            int count = batch.count;
            TypeInfo type = resolver.getTypeInfo(values[0].getClass(), last);
            resolver.writeTypeInfo(context, type);
            context.writeVarUInt32(count);
            Serializer<Object> serializer = type.getSerializer();
            context.increaseDepth();
            if (serializer instanceof RecordSerializer<?> records) {
                records.writeAll(context, values, count);
            } else {
                for (int i = 0; i < count; i++) {
                    serializer.write(context, values[i]);
                }
            }
            context.decreaseDepth();
        }

        @Override
        public Batch read(ReadContext context) {
            Serializer<Object> serializer = resolver.readTypeInfo(context, last).getSerializer();
            Object[] values = batch.values;
            int count = context.readVarUInt32();
            if (count != batch.count) {
                throw new IllegalStateException(
                        "Other values than announced: count=" + batch.count + " found=" + count);
            }
            context.increaseDepth();
            if (serializer instanceof RecordSerializer<?> records) {
                records.readAll(context, values, count);
            } else {
                for (int i = 0; i < count; i++) {
                    values[i] = serializer.read(context);
                }
            }
            context.decreaseDepth();
            return batch;
        }
    }
}
