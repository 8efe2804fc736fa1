/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import org.jspecify.annotations.Nullable;

/**
 * {@link Immutability} for a hot path: remembers the verdict on the last class, so that a run of
 * values of one class costs a comparison each. Confined to one thread; one for each output channel.
 */
public final class ImmutabilityCheck {
    private @Nullable Class<?> lastClass;
    private Mutability lastVerdict = Mutability.MUTABLE;

    /** Returns whether nothing that can be reached from {@code value} can ever change. */
    public boolean isImmutable(@Nullable Object value) {
        if (value == null) {
            return true;
        }
        Class<?> type = value.getClass();
        if (type != lastClass) {
            lastVerdict = Mutability.of(type);
            lastClass = type;
        }
        return lastVerdict.isImmutable(value);
    }
}
