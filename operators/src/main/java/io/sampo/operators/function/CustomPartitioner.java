/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import io.sampo.core.function.Function;

/**
 * Says which subtask of the next operator gets a record; Flink's {@code Partitioner}. Every sending
 * subtask has a copy of its own and calls it on its thread, for each record.
 *
 * @param <K> type of what decides
 */
@FunctionalInterface
public interface CustomPartitioner<K> extends Function {
    /**
     * Returns the number of a subtask. To survive a restart without surprises it should depend on
     * its arguments alone.
     *
     * @param key what the key selector found in the record
     * @param numPartitions number of subtasks of the next operator
     * @return from 0, less than {@code numPartitions}; anything else fails the job
     * @throws Exception to fail the job
     */
    int partition(K key, int numPartitions) throws Exception;
}
