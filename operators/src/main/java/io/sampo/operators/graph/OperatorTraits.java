/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import org.jspecify.annotations.Nullable;

/**
 * What the engine must know of an operator without running it.
 *
 * @param keyed whether it has keyed state, so that its input is dealt out by key
 * @param head whether it must be the first of its chain, though nothing is dealt out before it
 * @param stateful whether it keeps state of its own in checkpoints
 * @param single whether it has one subtask, and cannot have more
 * @param commits whether it is a sink that commits
 * @param target what it, as a sink, must have for itself; null if nothing
 */
public record OperatorTraits(
        boolean keyed,
        boolean head,
        boolean stateful,
        boolean single,
        boolean commits,
        @Nullable String target) {
    /** Keeps nothing. */
    public static final OperatorTraits STATELESS =
            new OperatorTraits(false, false, false, false, false, null);

    /** Has keyed state. */
    public static final OperatorTraits KEYED =
            new OperatorTraits(true, false, true, false, false, null);

    /** Has keyed state, all of it under one key. */
    public static final OperatorTraits ONE_KEY =
            new OperatorTraits(true, false, true, true, false, null);

    /** Has operator state, such as the splits of a source. */
    public static final OperatorTraits STATEFUL =
            new OperatorTraits(false, false, true, false, false, null);

    /** Holds records until it can emit their results, in operator state. */
    public static final OperatorTraits DEFERRING =
            new OperatorTraits(false, true, true, false, false, null);

    /** Returns those of a sink. */
    public static OperatorTraits ofSink(boolean commits, @Nullable String target) {
        return new OperatorTraits(false, false, commits, false, commits, target);
    }
}
