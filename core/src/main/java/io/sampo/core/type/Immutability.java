/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import org.jspecify.annotations.Nullable;

/**
 * Knows which values can never change, so that they need no copy: {@code null}, boxed values,
 * strings, enums, {@code java.time} and other value types of the JDK; what {@code List.of} and its
 * kin and {@link java.util.Optional} hold of such; instances of classes declared {@link
 * io.sampo.core.annotation.Immutable}; and records and other objects all of whose fields are final
 * and hold only such. Thread-safe. On a hot path use {@link ImmutabilityCheck}.
 */
public final class Immutability {
    private Immutability() {}

    /** Returns whether nothing that can be reached from {@code value} can ever change. */
    public static boolean isImmutable(@Nullable Object value) {
        return value == null || Mutability.of(value.getClass()).isImmutable(value);
    }
}
