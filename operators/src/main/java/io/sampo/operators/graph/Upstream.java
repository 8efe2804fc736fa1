/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import io.sampo.operators.partition.Partitioner;
import org.jspecify.annotations.Nullable;

/**
 * One stream that an operator reads.
 *
 * @param from the operator that makes it
 * @param sideOutput which of its side outputs; null for the main one
 * @param partitioner how the records are dealt out; null to forward them if both sides have the
 *     same parallelism, and else to deal them out in turn
 * @param input the logical input of the operator that the stream feeds, from 0
 */
public record Upstream(
        Transformation from,
        @Nullable String sideOutput,
        @Nullable Partitioner partitioner,
        int input) {

    /**
     * Returns the main output of an operator, dealt out in the default way, for the first input.
     */
    public static Upstream of(Transformation from) {
        return new Upstream(from, null, null, 0);
    }

    /** Returns the same stream, dealt out in another way; null for the default one. */
    public Upstream with(@Nullable Partitioner other) {
        return new Upstream(from, sideOutput, other, input);
    }

    /** Returns the same stream for another input of the operator. */
    public Upstream into(int otherInput) {
        return new Upstream(from, sideOutput, partitioner, otherInput);
    }
}
