/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.WeakHashMap;
import org.apache.fory.codegen.CodeGenerator;
import org.apache.fory.resolver.TypeResolver;
import org.apache.fory.util.ClassLoaderUtils.ByteArrayClassLoader;
import org.jspecify.annotations.Nullable;

/**
 * Where the code goes that Fory generates for the classes of a loader: into a loader of its own,
 * which is there from the beginning. Left to itself, Fory makes one when the first class is
 * generated; when threads generate two classes at that moment, one of them may be looked for in a
 * loader where it is not. Seen once in 900 starts of a job.
 *
 * <p>Jobs of the same loader share what was generated. It is held softly, since it keeps the
 * loader.
 */
final class GeneratedCode {
    private static final Map<ClassLoader, SoftReference<CodeGenerator>> GENERATORS =
            new WeakHashMap<>();

    private GeneratedCode() {}

    /** Sets it up for the classes of a loader, and of those it delegates to. */
    static void prepare(TypeResolver resolver, ClassLoader classLoader) {
        for (ClassLoader next = classLoader; next != null; next = next.getParent()) {
            if (resolver.getCodeGenerator(next) == null) {
                // keeps the one that is there when another thread was faster
                resolver.setCodeGenerator(next, generator(next));
            }
        }
    }

    private static synchronized CodeGenerator generator(ClassLoader loader) {
        SoftReference<CodeGenerator> known = GENERATORS.get(loader);
        @Nullable CodeGenerator generator = known == null ? null : known.get();
        if (generator == null) {
            generator = new CodeGenerator(new ByteArrayClassLoader(Map.of(), loader));
            GENERATORS.put(loader, new SoftReference<>(generator));
        }
        return generator;
    }
}
