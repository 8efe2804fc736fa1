/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import org.apache.fory.context.ReadContext;
import org.apache.fory.context.WriteContext;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.Serializer;

/**
 * Stands for the classes that Fory knows by itself, so that it never asks {@link ForyGuard}, and
 * with which forged bytes could make it call code: lambdas and proxies.
 */
final class RefusingSerializer<T> extends Serializer<T> {
    RefusingSerializer(TypeResolver resolver, Class<T> type) {
        super(resolver.getConfig(), type);
    }

    @Override
    public void write(WriteContext context, T value) {
        throw refused();
    }

    @Override
    public T read(ReadContext context) {
        throw refused();
    }

    private UnfitTypeException refused() {
        return new UnfitTypeException(getType().getName(), "functions and proxies are no data");
    }
}
