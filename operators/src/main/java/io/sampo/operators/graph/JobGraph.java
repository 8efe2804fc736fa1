/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import com.typesafe.config.Config;
import java.util.List;

/**
 * A job as the runtime gets it: chains of operators, and the edges between them. Plain data;
 * functions are in it as bytes, since every subtask needs a copy of its own.
 *
 * @param name the job's name, the identity of its checkpoints
 * @param vertices the chains, each after those that feed it
 * @param edges the links between chains
 * @param cachedFiles what every process that runs subtasks needs a copy of
 * @param settings the section {@code sampo} with the defaults of all modules
 */
public record JobGraph(
        String name,
        List<JobVertex> vertices,
        List<JobEdge> edges,
        List<CachedFile> cachedFiles,
        Config settings) {
    JobGraph withVertices(List<JobVertex> newVertices) {
        return new JobGraph(name, List.copyOf(newVertices), edges, cachedFiles, settings);
    }

    /** Returns how many subtasks the operator with the most has. */
    public int highestParallelism() {
        return vertices.stream().mapToInt(JobVertex::parallelism).max().orElse(0);
    }

    /** Returns whether any of its sinks commits when a checkpoint is complete. */
    public boolean commits() {
        return vertices.stream()
                .flatMap(vertex -> vertex.operators().stream())
                .anyMatch(JobVertex.ChainedOperator::commits);
    }

    /** Returns the same job with files to take along. */
    public JobGraph withCachedFiles(List<CachedFile> files) {
        return new JobGraph(name, vertices, edges, files, settings);
    }

    /**
     * Returns the same job without some of its settings.
     *
     * @param path of the section that is left out, below {@code sampo}
     */
    public JobGraph withoutSettings(String path) {
        return new JobGraph(name, vertices, edges, cachedFiles, settings.withoutPath(path));
    }
}
