/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.operators.job.ChainingStrategy;
import io.sampo.operators.partition.Partitioner;
import io.sampo.state.keygroup.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operator with its number of subtasks, on its way into a chain. */
final class PlannedOperator {
    final Transformation transformation;
    final OperatorId id;
    final int parallelism;
    final int maxParallelism;
    final List<PlannedInput> inputs = new ArrayList<>();

    /** The operators of its chain, this one included; shared by all of them. */
    List<PlannedOperator> chain = new ArrayList<>();

    /**
     * An input with the default way of dealing out replaced.
     *
     * @param from the operator that is read
     * @param sideOutput which of its side outputs; null for the main one
     * @param partitioner how its records are dealt out
     * @param input the logical input of the operator that it feeds
     */
    record PlannedInput(
            PlannedOperator from,
            @Nullable String sideOutput,
            Partitioner partitioner,
            int input) {}

    /**
     * Creates it.
     *
     * @param otherwise the number of subtasks if the program does not say it
     * @param maxOtherwise the number of key groups then; 0 if it follows from the parallelism
     */
    PlannedOperator(Transformation transformation, int otherwise, int maxOtherwise) {
        this.transformation = transformation;
        this.id = new OperatorId(transformation.displayName());
        this.parallelism = transformation.parallelism(otherwise);
        int wanted = transformation.maxParallelism(maxOtherwise);
        this.maxParallelism = wanted == 0 ? KeyGroups.defaultMaxParallelism(parallelism) : wanted;
        if (parallelism > maxParallelism) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "An operator has more subtasks than key groups: operator="
                            + id
                            + " parallelism="
                            + parallelism
                            + " maxParallelism="
                            + maxParallelism
                            + ". Lower the one with setParallelism(...), or raise the other with"
                            + " setMaxParallelism(...), which cannot be changed once there is"
                            + " state.");
        }
    }

    void connect(PlannedOperator from, Upstream upstream) {
        Partitioner wanted = upstream.partitioner();
        boolean sameParallelism = from.parallelism == parallelism;
        if (wanted == null) {
            wanted = sameParallelism ? new Partitioner.Forward() : new Partitioner.Rebalance();
        } else if (wanted instanceof Partitioner.Forward && !sameParallelism) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "forward() needs the same parallelism on both sides: from="
                            + from.id
                            + " parallelism="
                            + from.parallelism
                            + " to="
                            + id
                            + " parallelism="
                            + parallelism
                            + ". Use rescale() or rebalance(), or set the same parallelism.");
        }
        inputs.add(new PlannedInput(from, upstream.sideOutput(), wanted, upstream.input()));
    }

    /**
     * Joins the chain of its input if it can be called directly and the program lets it, else
     * begins one.
     */
    void chain(boolean chaining) {
        if (chaining
                && inputs.size() == 1
                && transformation.traits().chaining() != OperatorTraits.Chaining.HEAD
                && inputs.get(0).partitioner() instanceof Partitioner.Forward
                && transformation.chaining() == ChainingStrategy.ALWAYS
                && inputs.get(0).from().transformation.chaining() != ChainingStrategy.NEVER) {
            chain = inputs.get(0).from().chain;
        }
        chain.add(this);
    }

    /**
     * Returns whether, in bounded mode, what comes by an input waits until all input is there: what
     * is dealt out by key to an operator with keyed state, and what meets a broadcast stream, which
     * comes first.
     */
    boolean sorts(PlannedInput input) {
        if (transformation.traits().keyed() && input.partitioner() instanceof Partitioner.ByKey) {
            return true;
        }
        return !isBroadcast(input.input())
                && inputs.stream().anyMatch(other -> isBroadcast(other.input()));
    }

    private boolean isBroadcast(int number) {
        return inputs.stream()
                .filter(input -> input.input() == number)
                .allMatch(input -> input.partitioner() instanceof Partitioner.Broadcast);
    }

    boolean isHead() {
        return chain.get(0) == this;
    }

    int indexInChain() {
        return chain.indexOf(this);
    }
}
