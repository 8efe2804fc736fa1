/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.checkpoint;

import io.sampo.checkpointing.restore.OperatorShape;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import java.util.ArrayList;
import java.util.List;

/** What a restore must know of the operators of a job. */
final class OperatorShapes {
    private OperatorShapes() {}

    static List<OperatorShape> of(JobGraph job) {
        List<OperatorShape> shapes = new ArrayList<>();
        for (JobVertex vertex : job.vertices()) {
            for (ChainedOperator operator : vertex.operators()) {
                shapes.add(
                        new OperatorShape(
                                operator.id(),
                                vertex.parallelism(),
                                vertex.maxParallelism(),
                                operator.stateful() || operator.keyed()));
            }
        }
        return shapes;
    }
}
