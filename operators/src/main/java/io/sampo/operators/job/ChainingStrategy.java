/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.job;

/**
 * Whether an operator runs in one chain, and so in the same subtasks, with those before and behind
 * it. A chain passes records by plain calls; between two chains they go through a channel, and the
 * chains run side by side. Only what reads one stream, which is dealt out to the same number of
 * subtasks as it comes, can be chained at all. Results are the same, and so is the state.
 */
public enum ChainingStrategy {
    /** It joins the chain before it, and others may join behind it: the default. */
    ALWAYS,

    /** It begins a chain, and others may join behind it. */
    HEAD,

    /** It is alone. */
    NEVER
}
