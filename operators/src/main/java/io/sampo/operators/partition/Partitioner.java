/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.partition;

import io.sampo.core.function.KeySelector;
import io.sampo.operators.function.CustomPartitioner;
import java.io.Serializable;

/**
 * How the records of an edge are dealt out to the subtasks of the next chain. Data, not behaviour.
 */
public sealed interface Partitioner extends Serializable {
    /**
     * Returns whether a sending subtask is linked to its neighbours only, as {@link #areNeighbours}
     * says, and not to all receiving ones.
     */
    default boolean isPointwise() {
        return this instanceof Forward || this instanceof Rescale;
    }

    /**
     * Returns whether two subtasks are neighbours: each of the side with more subtasks has one
     * neighbour on the other, and these are dealt out in contiguous ranges of nearly equal size.
     *
     * @param sender of {@code senders} subtasks, from 0
     * @param receiver of {@code receivers} subtasks, from 0
     */
    static boolean areNeighbours(int sender, int senders, int receiver, int receivers) {
        return receivers >= senders
                ? (int) ((long) receiver * senders / receivers) == sender
                : (int) ((long) sender * receivers / senders) == receiver;
    }

    /** To the subtask of the same index; both sides have the same parallelism. */
    record Forward() implements Partitioner {}

    /** To the subtasks in turn. */
    record Rebalance() implements Partitioner {}

    /** To the subtasks that are neighbours, in turn. */
    record Rescale() implements Partitioner {}

    /** To a subtask chosen by lot, each with the same chance. */
    record Shuffle() implements Partitioner {}

    /** A copy to every subtask. */
    record Broadcast() implements Partitioner {}

    /** All to the first subtask. */
    record Global() implements Partitioner {}

    /**
     * By the key's group; key and hash travel with the record.
     *
     * @param selector finds the key
     */
    record ByKey(KeySelector<Object, Object> selector) implements Partitioner {}

    /**
     * By a function of the user's; neither key nor hash travels with the record.
     *
     * @param selector finds the key
     * @param function finds the subtask
     */
    record Custom(KeySelector<Object, Object> selector, CustomPartitioner<Object> function)
            implements Partitioner {}
}
