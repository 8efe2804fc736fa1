/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.apache.fory.context.CopyContext;
import org.apache.fory.context.ReadContext;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.serializer.collection.ImmutableCollectionSerializers;

/**
 * Reads back what {@code Stream.toList()} returned, which may hold nulls; Fory writes those, and
 * fails to read them.
 */
@SuppressWarnings({"rawtypes", "unchecked"})
final class NullableListSerializer extends ImmutableCollectionSerializers.ImmutableListSerializer {
    NullableListSerializer(TypeResolver resolver, Class<?> type) {
        super(resolver, type);
    }

    @Override
    public Collection newCollection(ReadContext context, boolean elementReadAlwaysAdvances) {
        int count = readCollectionSize(context, context.getBuffer(), elementReadAlwaysAdvances);
        setNumElements(count);
        return new ArrayList<>(count);
    }

    @Override
    public Collection onCollectionRead(Collection elements) {
        return immutable((List<Object>) elements);
    }

    @Override
    public Collection copy(CopyContext context, Collection original) {
        Object[] elements = new Object[original.size()];
        copyElements(context, original, elements);
        return immutable(Arrays.asList(elements));
    }

    private static List<Object> immutable(List<Object> elements) {
        return elements.contains(null)
                ? Collections.unmodifiableList(elements)
                : List.copyOf(elements);
    }
}
