/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import org.apache.fory.context.CopyContext;
import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.Serializer;

/** Has Fory leave the values of a class to their {@link TypeFormat}. */
final class FormattedSerializer<T> extends Serializer<T> {
    private final FormattedValues values;
    private final TypeFormat format;
    private final TypeCodec codec;

    FormattedSerializer(
            TypeResolver resolver, Class<T> type, TypeFormat format, FormattedValues values) {
        super(resolver.getConfig(), type);
        this.values = values;
        this.format = format;
        this.codec = values.codec(format);
    }

    @Override
    public void write(WriteContext context, T value) {
        values.write(value, format, codec, context.getBuffer());
    }

    @Override
    public T read(ReadContext context) {
        return getType().cast(values.read(getType(), format, codec, context.getBuffer()));
    }

    @Override
    public T copy(CopyContext context, T original) {
        return codec.copy(original);
    }
}
