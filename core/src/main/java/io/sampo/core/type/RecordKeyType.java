/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.function.Function;

/** Records as keys: the components in their order. */
final class RecordKeyType<K> implements KeyType<K> {
    private final Class<K> keyClass;
    private final String[] names;
    private final Function<Object, Object>[] accessors;
    private final KeyType<Object>[] parts;
    private final MethodHandle constructor;

    private RecordKeyType(
            Class<K> keyClass,
            String[] names,
            Function<Object, Object>[] accessors,
            KeyType<Object>[] parts,
            MethodHandle constructor) {
        this.keyClass = keyClass;
        this.names = names;
        this.accessors = accessors;
        this.parts = parts;
        this.constructor = constructor;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static KeyType<?> of(Class<?> recordClass, List<KeyType<?>> parts)
            throws ReflectiveOperationException {
        MethodHandles.Lookup lookup =
                MethodHandles.privateLookupIn(recordClass, MethodHandles.lookup());
        RecordComponent[] components = recordClass.getRecordComponents();
        String[] names = new String[components.length];
        Class<?>[] types = new Class<?>[components.length];
        Function<Object, Object>[] accessors = new Function[components.length];
        for (int i = 0; i < components.length; i++) {
            names[i] = components[i].getName();
            types[i] = components[i].getType();
            accessors[i] = Accessors.of(lookup.unreflect(components[i].getAccessor()));
        }
        MethodHandle constructor =
                lookup.findConstructor(recordClass, MethodType.methodType(void.class, types))
                        .asSpreader(Object[].class, components.length)
                        .asType(MethodType.methodType(Object.class, Object[].class));
        return new RecordKeyType(
                recordClass, names, accessors, parts.toArray(new KeyType[0]), constructor);
    }

    @Override
    public Class<K> keyClass() {
        return keyClass;
    }

    @Override
    public int hash(K key) {
        int hash = 0;
        for (int i = 0; i < parts.length; i++) {
            hash = 31 * hash + parts[i].hash(component(key, i));
        }
        return hash;
    }

    @Override
    public boolean same(K left, K right) {
        if (left == right) {
            return true;
        }
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].same(component(left, i), component(right, i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void write(K key, BinaryOutput target) {
        for (int i = 0; i < parts.length; i++) {
            parts[i].write(component(key, i), target);
        }
    }

    @Override
    public K read(BinaryInput source) {
        Object[] values = new Object[parts.length];
        for (int i = 0; i < parts.length; i++) {
            values[i] = parts[i].read(source);
        }
        try {
            return keyClass.cast((Object) constructor.invokeExact(values));
        } catch (Throwable failure) {
            throw new StreamException(
                    ErrorCode.STATE_INCOMPATIBLE,
                    "The constructor of a class of keys refuses a stored key: class="
                            + keyClass.getName()
                            + ". It must accept what it accepted when the key was stored.",
                    failure);
        }
    }

    private Object component(K key, int index) {
        Object value = accessors[index].apply(key);
        if (value == null) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A component of a key is null: class="
                            + keyClass.getName()
                            + " component="
                            + names[index]
                            + ". Keys must be complete; filter such records out before keyBy, or put"
                            + " a value in its place that stands for 'none'.");
        }
        return value;
    }
}
