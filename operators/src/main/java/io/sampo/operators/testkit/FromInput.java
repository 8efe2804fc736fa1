/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

/**
 * A record of one of the two inputs of an operator in a {@link TwoInputHarness}.
 *
 * @param <A> type of the first input
 * @param <B> type of the second input
 */
public sealed interface FromInput<A, B> {
    /**
     * A record of the first input.
     *
     * @param value the record itself
     */
    record First<A, B>(A value) implements FromInput<A, B> {}

    /**
     * A record of the second input.
     *
     * @param value the record itself
     */
    record Second<A, B>(B value) implements FromInput<A, B> {}

    /** Returns a record of the first input. */
    static <A, B> FromInput<A, B> first(A value) {
        return new First<>(value);
    }

    /** Returns a record of the second input. */
    static <A, B> FromInput<A, B> second(B value) {
        return new Second<>(value);
    }
}
