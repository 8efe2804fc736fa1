/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import org.apache.fory.meta.TypeDef;
import org.apache.fory.resolver.SharedRegistry;
import org.apache.fory.serializer.JdkProxySerializer;
import org.apache.fory.serializer.LambdaSerializer;

/** What we need of Fory that is not part of its interface; tied to the version in the parent pom. */
final class ForyInternals {
    /** Classes that Fory accepts without asking, and whose reading calls code that the bytes name. */
    static final List<Class<?>> CALLABLE =
            List.of(
                    SerializedLambda.class,
                    LambdaSerializer.ReplaceStub.class,
                    JdkProxySerializer.ReplaceStub.class);

    private ForyInternals() {}

    /** Returns the live map of schemas that were read and differ from those of the classes here. */
    @SuppressWarnings("unchecked")
    static Map<Long, TypeDef> foreignSchemas(SharedRegistry registry) {
        try {
            Field field = SharedRegistry.class.getDeclaredField("remoteTypeDefById");
            field.setAccessible(true);
            return (Map<Long, TypeDef>) field.get(registry);
        } catch (ReflectiveOperationException | RuntimeException failure) {
            throw new IllegalStateException(
                    "This version of Fory keeps the schemas that it reads somewhere else: version of"
                            + " fory-core="
                            + SharedRegistry.class.getPackage().getImplementationVersion(),
                    failure);
        }
    }
}
