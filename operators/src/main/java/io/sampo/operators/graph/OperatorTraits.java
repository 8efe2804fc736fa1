/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import org.jspecify.annotations.Nullable;

/**
 * What the engine must know of an operator without running it.
 *
 * @param keyed whether it has keyed state, so that its input is dealt out by key
 * @param stateful whether it keeps state of its own in checkpoints
 * @param single whether it has one subtask, and cannot have more
 * @param commits whether it is a sink that commits
 * @param target what it, as a sink, must have for itself; null if nothing
 * @param chaining where in a chain it stands
 */
public record OperatorTraits(
        boolean keyed,
        boolean stateful,
        boolean single,
        boolean commits,
        @Nullable String target,
        Chaining chaining) {
    /** Keeps nothing. */
    public static final OperatorTraits STATELESS =
            new OperatorTraits(false, false, false, false, null, Chaining.ANYWHERE);

    /** Has keyed state. */
    public static final OperatorTraits KEYED =
            new OperatorTraits(true, true, false, false, null, Chaining.ANYWHERE);

    /** Has keyed state, all of it under one key. */
    public static final OperatorTraits ONE_KEY =
            new OperatorTraits(true, true, true, false, null, Chaining.ANYWHERE);

    /** Has operator state, such as the splits of a source. */
    public static final OperatorTraits STATEFUL =
            new OperatorTraits(false, true, false, false, null, Chaining.ANYWHERE);

    /** Holds records until it can emit their results, in operator state. */
    public static final OperatorTraits DEFERRING =
            new OperatorTraits(false, true, false, false, null, Chaining.HEAD);

    /** Keeps nothing, and goes with the operator that it reads. */
    public static final OperatorTraits FOLLOWING =
            new OperatorTraits(false, false, false, false, null, Chaining.WITH_INPUT);

    /** Returns those of a sink. */
    public static OperatorTraits ofSink(boolean commits, @Nullable String target) {
        return new OperatorTraits(false, commits, false, commits, target, Chaining.ANYWHERE);
    }

    /** Where an operator stands in a chain. */
    public enum Chaining {
        /** Wherever its input allows. */
        ANYWHERE,
        /** First, though nothing is dealt out before it. */
        HEAD,
        /** With what it reads: it has as many subtasks as that. */
        WITH_INPUT
    }
}
