/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.function.Function;

/**
 * Never used itself: {@link Accessors} defines hidden copies of it, each with another method
 * handle.
 */
final class GetterTemplate implements Function<Object, Object> {
    private static final MethodHandle GETTER =
            HiddenCopies.handle(MethodHandles.lookup(), MethodHandle.class, 0);

    @Override
    public Object apply(Object owner) {
        try {
            return (Object) GETTER.invokeExact(owner);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(
                    "A getter failed: class=" + owner.getClass().getName(), failure);
        }
    }
}
