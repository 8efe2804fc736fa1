/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A JUnit test that takes a seed, and is run with many: the place of {@code @Test} on a method with
 * a parameter of type {@code long}. Needs {@code junit-jupiter-params}.
 *
 * <p>The display name of each run is its seed, such as {@code seed 3}. Surefire has the place in
 * the row instead, which is another number if {@link #from} is set; its reports have display names
 * with {@code usePhrasedTestCaseMethodName}. The message of a {@link SimulationFailure} begins with
 * the seed in any case.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "seed {0}")
@ArgumentsSource(SeedArguments.class)
public @interface SimulatedSeeds {
    /** Returns with how many seeds. */
    int value();

    /** Returns the first of them: to look at one again, with a {@link #value} of 1. */
    long from() default 1;
}
