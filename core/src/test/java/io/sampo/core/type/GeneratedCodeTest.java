/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.fory.codegen.CodeGenerator;
import org.apache.fory.resolver.SharedRegistry;
import org.apache.fory.util.ClassLoaderUtils.ByteArrayClassLoader;
import org.junit.jupiter.api.Test;

/** Threads that generate code at the same moment find what the others have made. */
class GeneratedCodeTest {
    /**
     * A loader made together with the first class is one of several when threads make two classes
     * at that moment, and a class that is in one of them was looked for in another.
     */
    @Test
    void theLoaderOfGeneratedCodeIsThereBeforeTheFirstClassIsGenerated() {
        ClassLoader ofJob = CompiledProgram.of("").getClass().getClassLoader();
        ClassLoader child = CompiledProgram.of("");
        SharedRegistry registry = ForyInternals.newRegistry();

        ForyInstance first =
                new ForyInstance(
                        ForyMode.WIRE,
                        child,
                        new AllowedTypes(List.of(), TypeFormats.NONE),
                        TypeFormats.NONE,
                        registry);
        Map<List<ClassLoader>, CodeGenerator> generators = generators(registry);
        CodeGenerator ofFirst = generators.get(List.of(child));
        ForyInstance second =
                new ForyInstance(
                        ForyMode.WIRE,
                        child,
                        new AllowedTypes(List.of(), TypeFormats.NONE),
                        TypeFormats.NONE,
                        registry);

        assertThat(second).isNotSameAs(first);
        assertThat(generators.get(List.of(child))).isSameAs(ofFirst);
        for (ClassLoader loader : List.of(child, ofJob)) {
            CodeGenerator generator = generators.get(List.of(loader));
            assertThat(generator.getClassLoader())
                    .as("generated code for %s", loader)
                    .isInstanceOf(ByteArrayClassLoader.class)
                    .extracting(ClassLoader::getParent)
                    .isSameAs(loader);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<List<ClassLoader>, CodeGenerator> generators(SharedRegistry registry) {
        return (Map<List<ClassLoader>, CodeGenerator>)
                ForyInternals.content("codeGeneratorMap", SharedRegistry.class, registry);
    }
}
