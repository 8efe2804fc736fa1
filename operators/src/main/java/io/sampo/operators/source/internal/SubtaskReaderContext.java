/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source.internal;

import io.sampo.core.metric.MetricGroup;
import io.sampo.core.time.Clock;
import io.sampo.core.type.Serialization;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.source.SourceReaderContext;
import java.util.concurrent.Executor;

/** What a reader sees of its subtask; notices when the reader asks to be polled. */
final class SubtaskReaderContext implements SourceReaderContext {
    private final OperatorContext context;

    /** Set from any thread. */
    private volatile boolean pollWanted;

    SubtaskReaderContext(OperatorContext context) {
        this.context = context;
    }

    /** Returns whether there may be something to read that no poll has looked at. */
    boolean isPollWanted() {
        return pollWanted;
    }

    void setPollWanted(boolean wanted) {
        pollWanted = wanted;
    }

    /** For the engine's own sources. */
    Serialization serialization() {
        return context.serialization();
    }

    @Override
    public int subtaskIndex() {
        return context.subtaskIndex();
    }

    @Override
    public int parallelism() {
        return context.parallelism();
    }

    @Override
    public Clock clock() {
        return context.clock();
    }

    @Override
    public void requestSplit() {
        context.requestSplit();
    }

    @Override
    public void wakeUp() {
        pollWanted = true;
        context.wakeUp();
    }

    @Override
    public Executor ioExecutor() {
        return context.ioExecutor();
    }

    @Override
    public MetricGroup metrics() {
        return context.metrics();
    }

    @Override
    public void wakeUpAfter(long nanos) {
        context.wakeUpAfter(nanos);
    }
}
