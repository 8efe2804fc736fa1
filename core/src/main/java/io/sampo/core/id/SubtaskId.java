/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.id;

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

    /** Returns for example {@code count-words[2]}. */
    @Override
    public String toString() {
        return chain + "[" + index + "]";
    }
}
