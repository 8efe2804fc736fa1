/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

/**
 * What the engine must know of an operator without running it.
 *
 * @param keyed whether it has keyed state, so that its input is dealt out by key
 * @param stateful whether it keeps state of its own in checkpoints
 * @param commits whether it is a sink that commits
 */
public record OperatorTraits(boolean keyed, boolean stateful, boolean commits) {
    /** Keeps nothing. */
    public static final OperatorTraits STATELESS = new OperatorTraits(false, false, false);

    /** Has keyed state. */
    public static final OperatorTraits KEYED = new OperatorTraits(true, true, false);

    /** Has operator state, such as the splits of a source. */
    public static final OperatorTraits STATEFUL = new OperatorTraits(false, true, false);

    /** Is a sink with two phases. */
    public static final OperatorTraits COMMITTING = new OperatorTraits(false, true, true);
}
