/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import io.sampo.core.id.OperatorId;
import io.sampo.core.id.SubtaskId;
import java.util.ArrayList;
import java.util.List;

/**
 * What one attempt of a job consists of, as far as checkpoints are concerned.
 *
 * @param jobName whose checkpoints these are
 * @param attempt of the job; events of other attempts are ignored
 * @param durable whether checkpoints are stored; if not, only the final one is taken, in memory
 * @param committingSinks whether sinks commit when a checkpoint is complete
 * @param chains all chains of the job
 */
public record CheckpointPlan(
        String jobName, int attempt, boolean durable, boolean committingSinks, List<Chain> chains) {
    /** Copies the list. */
    public CheckpointPlan {
        chains = List.copyOf(chains);
    }

    /**
     * Operators that run in the same subtasks.
     *
     * @param source whether the first operator is a source, with an enumerator
     * @param parallelism the number of subtasks
     * @param operators in the order of the data; the first gives the chain its name
     */
    public record Chain(boolean source, int parallelism, List<ChainedOperator> operators) {
        /** Checks that there is something in it. */
        public Chain {
            operators = List.copyOf(operators);
            if (operators.isEmpty() || parallelism < 1) {
                throw new IllegalArgumentException(
                        "A chain has operators and subtasks: operators="
                                + operators
                                + " parallelism="
                                + parallelism);
            }
        }

        /** Returns the name of the chain. */
        public OperatorId name() {
            return operators.get(0).operator();
        }
    }

    /**
     * One operator.
     *
     * @param operator its identity
     * @param maxParallelism the number of its key groups
     */
    public record ChainedOperator(OperatorId operator, int maxParallelism) {}

    /** Returns all subtasks. */
    public List<SubtaskId> subtasks() {
        return subtasks(chains);
    }

    /** Returns the subtasks that begin with a source. */
    public List<SubtaskId> sourceSubtasks() {
        return subtasks(chains.stream().filter(Chain::source).toList());
    }

    private static List<SubtaskId> subtasks(List<Chain> chains) {
        List<SubtaskId> all = new ArrayList<>();
        for (Chain chain : chains) {
            for (int i = 0; i < chain.parallelism(); i++) {
                all.add(new SubtaskId(chain.name(), i));
            }
        }
        return all;
    }

    /** Returns the sources, each of which has an enumerator. */
    public List<OperatorId> enumerators() {
        return chains.stream().filter(Chain::source).map(Chain::name).toList();
    }
}
