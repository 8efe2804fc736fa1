/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.operators.graph.Transformation;
import io.sampo.operators.job.ChainingStrategy;

/**
 * The end of a stream: a sink, to be named and sized. Confined to the thread that writes the job.
 */
public final class DataStreamSink {
    private final Transformation sink;

    DataStreamSink(Transformation sink) {
        this.sink = sink;
    }

    /**
     * Names the sink. The name is the identity of its state; a sink that commits needs one in a job
     * that keeps checkpoints.
     *
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if it is blank
     */
    public DataStreamSink name(String name) {
        sink.setName(name);
        return this;
    }

    /**
     * Sets the number of subtasks.
     *
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if it is out of
     *     range
     */
    public DataStreamSink setParallelism(int parallelism) {
        sink.setParallelism(parallelism);
        return this;
    }

    /** Sets whether the sink shares a chain with what is before it. */
    public DataStreamSink setChainingStrategy(ChainingStrategy strategy) {
        sink.setChainingStrategy(strategy);
        return this;
    }

    /** Keeps the sink out of the chain before it; as {@link ChainingStrategy#NEVER}. */
    public DataStreamSink disableChaining() {
        return setChainingStrategy(ChainingStrategy.NEVER);
    }
}
