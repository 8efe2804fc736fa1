/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.partition;

import io.sampo.core.function.KeySelector;
import java.io.Serializable;

/**
 * How the records of an edge are dealt out to the subtasks of the next chain. Data, not behaviour.
 */
public sealed interface Partitioner extends Serializable {
    /** Returns whether a sending subtask is linked to the receiving one of the same index only. */
    default boolean isPointwise() {
        return this instanceof Forward;
    }

    /** To the subtask of the same index; both sides have the same parallelism. */
    record Forward() implements Partitioner {}

    /** To the subtasks in turn. */
    record Rebalance() implements Partitioner {}

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
}
