/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import io.sampo.core.id.OperatorId;
import io.sampo.operators.watermark.WatermarkAlignment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chain of operators that run together in each subtask.
 *
 * @param id that of its first operator
 * @param parallelism number of subtasks
 * @param maxParallelism number of key groups
 * @param fixedParallelism whether the program says the number of subtasks for one of its operators,
 *     so that it does not follow that of the job
 * @param operators the first is the head; each of the others is fed by one before it
 * @param source the serialized {@link io.sampo.operators.source.Source} if the head is one, else
 *     null
 * @param alignment of the source with others; null if it waits for none
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never changed or compared
public record JobVertex(
        OperatorId id,
        int parallelism,
        int maxParallelism,
        boolean fixedParallelism,
        List<ChainedOperator> operators,
        byte @Nullable [] source,
        @Nullable WatermarkAlignment alignment) {
    /** Returns the same chain with another number of subtasks. */
    JobVertex withParallelism(int newParallelism) {
        return new JobVertex(
                id, newParallelism, maxParallelism, fixedParallelism, operators, source, alignment);
    }

    /**
     * One operator of a chain.
     *
     * @param id its identity
     * @param factory its serialized {@link io.sampo.operators.chain.OperatorFactory}
     * @param keyed whether it has keyed state; then it is the head
     * @param stateful whether it keeps state of its own in checkpoints
     * @param commits whether it is a sink that commits
     * @param links the operators of the same chain that it feeds by direct calls
     * @param sideOutputs the side outputs that edges to other chains read
     */
    @SuppressWarnings("ArrayRecordComponent") // as above
    public record ChainedOperator(
            OperatorId id,
            byte[] factory,
            boolean keyed,
            boolean stateful,
            boolean commits,
            List<ChainLink> links,
            List<String> sideOutputs) {}

    /**
     * A direct call to another operator of the chain.
     *
     * @param target its place in {@link JobVertex#operators}
     * @param sideOutput the side output that feeds it; null for the main one
     */
    public record ChainLink(int target, @Nullable String sideOutput) {}
}
