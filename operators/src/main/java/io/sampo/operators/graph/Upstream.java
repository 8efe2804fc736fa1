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
 */
public record Upstream(
        Transformation from, @Nullable String sideOutput, @Nullable Partitioner partitioner) {

    /** Returns the main output of an operator, dealt out in the default way. */
    public static Upstream of(Transformation from) {
        return new Upstream(from, null, null);
    }

    /** Returns the same stream, dealt out in another way. */
    public Upstream with(Partitioner other) {
        return new Upstream(from, sideOutput, other);
    }
}
