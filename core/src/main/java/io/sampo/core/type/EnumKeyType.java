/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import java.util.HashMap;
import java.util.Map;

/**
 * Enum constants as keys, by name: their {@code hashCode()} is an address, and their ordinal moves
 * when a constant is added.
 */
final class EnumKeyType<E extends Enum<E>> implements KeyType<E> {
    private final Class<E> keyClass;
    private final Map<String, E> constants = new HashMap<>();

    private EnumKeyType(Class<E> keyClass) {
        this.keyClass = keyClass;
        for (E constant : keyClass.getEnumConstants()) {
            constants.put(constant.name(), constant);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static KeyType<?> of(Class<?> enumClass) {
        return new EnumKeyType(enumClass);
    }

    @Override
    public Class<E> keyClass() {
        return keyClass;
    }

    @Override
    public int hash(E key) {
        return key.name().hashCode();
    }

    @Override
    public boolean same(E left, E right) {
        return left == right;
    }

    @Override
    public void write(E key, BinaryOutput target) {
        StringKeyType.INSTANCE.write(key.name(), target);
    }

    @Override
    public E read(BinaryInput source) {
        String name = StringKeyType.INSTANCE.read(source);
        E constant = constants.get(name);
        if (constant == null) {
            throw new StreamException(
                    ErrorCode.STATE_INCOMPATIBLE,
                    "A stored key names a constant that its enum no longer has: class="
                            + keyClass.getName()
                            + " constant="
                            + name
                            + ". Put the constant back.");
        }
        return constant;
    }
}
