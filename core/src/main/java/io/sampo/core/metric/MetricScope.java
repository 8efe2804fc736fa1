/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.metric;

import org.jspecify.annotations.Nullable;

/**
 * Whose numbers they are.
 *
 * @param job name of the job; empty for the process itself
 * @param operator name of the operator; empty for the job or process
 * @param subtask index of the subtask; -1 where there is none
 */
public record MetricScope(String job, String operator, int subtask) {
    /** Returns the scope of the process. */
    public static MetricScope process() {
        return new MetricScope("", "", -1);
    }

    /** Returns the scope of a job. */
    public static MetricScope job(String job) {
        return new MetricScope(job, "", -1);
    }

    // By hand, as those of SubtaskId.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MetricScope scope
                && subtask == scope.subtask
                && operator.equals(scope.operator)
                && job.equals(scope.job);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * job.hashCode() + operator.hashCode()) + subtask;
    }

    /** Returns for example {@code count-words/counter[2]}, or {@code process}. */
    @Override
    public String toString() {
        if (job.isEmpty()) {
            return "process";
        }
        String owner = operator.isEmpty() ? job : job + "/" + operator;
        return subtask < 0 ? owner : owner + "[" + subtask + "]";
    }
}
