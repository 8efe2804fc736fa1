/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.id;

import org.jspecify.annotations.Nullable;

/**
 * One parallel instance of an operator chain.
 *
 * @param chain the chain's name: that of its first operator
 * @param index from 0 to parallelism - 1
 */
public record SubtaskId(OperatorId chain, int index) implements Comparable<SubtaskId> {
    @Override
    public int compareTo(SubtaskId other) {
        int byChain = chain.compareTo(other.chain);
        return byChain != 0 ? byChain : Integer.compare(index, other.index);
    }

    // By hand, as in the other records that a small job compares: what a record has by itself is
    // put
    // together from method handles at its first call, 20 ms of a job's start (docs/design/0019).

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SubtaskId id && index == id.index && chain.equals(id.chain);
    }

    @Override
    public int hashCode() {
        return 31 * chain.hashCode() + index;
    }

    /** Returns for example {@code count-words[2]}. */
    @Override
    public String toString() {
        return chain + "[" + index + "]";
    }
}
