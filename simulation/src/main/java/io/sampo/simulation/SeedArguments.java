/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Gives a test its seeds. */
final class SeedArguments implements ArgumentsProvider, AnnotationConsumer<SimulatedSeeds> {
    private long from;
    private int count;

    @Override
    public void accept(SimulatedSeeds annotation) {
        from = annotation.from();
        count = annotation.value();
    }

    @Override
    public Stream<? extends Arguments> provideArguments(
            ParameterDeclarations parameters, ExtensionContext context) {
        return LongStream.range(from, from + count).mapToObj(Arguments::of);
    }
}
