/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.List;
import java.util.Map;
import org.apache.fory.collection.MultiKeyWeakMap;
import org.apache.fory.logging.LoggerFactory;
import org.apache.fory.meta.TypeDef;
import org.apache.fory.resolver.SharedRegistry;
import org.apache.fory.serializer.JdkProxySerializer;
import org.apache.fory.serializer.LambdaSerializer;
import org.apache.fory.util.function.Functions;
import org.jspecify.annotations.Nullable;

/**
 * What we need of Fory that is not part of its interface; tied to the version in the parent pom.
 */
final class ForyInternals {
    /**
     * Classes that Fory accepts without asking, and whose reading calls code that the bytes name.
     */
    static final List<Class<?>> CALLABLE =
            List.of(
                    SerializedLambda.class,
                    LambdaSerializer.ReplaceStub.class,
                    JdkProxySerializer.ReplaceStub.class);

    private static final Map<?, ?> GETTERS = getters();

    private ForyInternals() {}

    /**
     * Returns what the instances of one job and mode share. Made here so that this class, which
     * sets right what is static in Fory, is initialized before any of Fory's.
     */
    static SharedRegistry newRegistry() {
        return new SharedRegistry();
    }

    /** Returns the live map of schemas that were read and differ from those of the classes here. */
    @SuppressWarnings("unchecked")
    static Map<Long, TypeDef> foreignSchemas(SharedRegistry registry) {
        return (Map<Long, TypeDef>) content("remoteTypeDefById", SharedRegistry.class, registry);
    }

    /**
     * Clears the static cache of getters that Fory fills when it first copies a record of some
     * class, and reads no more afterwards. It means to hold them weakly, but a getter refers to its
     * class.
     */
    static void forgetGetters() {
        if (!GETTERS.isEmpty()) {
            GETTERS.clear();
        }
    }

    private static Map<?, ?> getters() {
        // else it writes to stdout
        LoggerFactory.useSlf4jLogging(true);
        // its first entry starts a thread that never ends and keeps this context class loader
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ForyInternals.class.getClassLoader());
        try {
            startCleaner();
        } finally {
            thread.setContextClassLoader(before);
        }
        Object cache = content("weakCache", Functions.class, null);
        return (Map<?, ?>) content("map", MultiKeyWeakMap.class, cache);
    }

    /**
     * The thread also keeps the protection domains, and so the loaders, of all classes on the
     * stack.
     */
    @SuppressWarnings("removal") // what would come instead does not exist in Java 17
    private static void startCleaner() {
        AccessController.doPrivileged(
                (PrivilegedAction<MultiKeyWeakMap<Object>>)
                        () -> {
                            MultiKeyWeakMap<Object> first = new MultiKeyWeakMap<>();
                            first.put(new Object[] {new Object()}, "started");
                            return first;
                        });
    }

    /** Returns the content of a field, also a private one. */
    static Object content(String name, Class<?> owner, @Nullable Object instance) {
        try {
            Field field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(instance);
        } catch (ReflectiveOperationException | RuntimeException failure) {
            throw new IllegalStateException(
                    "This version of Fory is made in another way: version="
                            + owner.getPackage().getImplementationVersion()
                            + " missing="
                            + owner.getName()
                            + "."
                            + name,
                    failure);
        }
    }
}
