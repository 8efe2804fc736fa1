/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.testkit;

import io.sampo.core.io.FileStore;
import io.sampo.core.metric.MetricGroup;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.metric.MetricScope;
import io.sampo.core.time.Clock;
import io.sampo.core.time.ManualClock;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.sink.SharedState;
import io.sampo.operators.sink.SinkContext;
import java.time.Duration;

/** What the engine gives a sink. */
public record ManualSinkContext(
        int subtaskIndex, int parallelism, int attempt, boolean isRestored, MetricGroup metrics)
        implements SinkContext {
    /** Creates the context of a subtask in an attempt. */
    public ManualSinkContext(int subtaskIndex, int parallelism, int attempt, boolean isRestored) {
        this(
                subtaskIndex,
                parallelism,
                attempt,
                isRestored,
                new MetricRegistry().group(new MetricScope("job", "sink", subtaskIndex)));
    }

    @Override
    public String operatorName() {
        return "sink";
    }

    @Override
    public boolean checkpointingEnabled() {
        return true;
    }

    @Override
    public Duration commitDelay() {
        return Duration.ZERO;
    }

    @Override
    public <S> SharedState<S> sharedState(String name, Class<S> type) {
        throw new UnsupportedOperationException("no shared state in these tests");
    }

    @Override
    public Clock clock() {
        return new ManualClock(0);
    }

    @Override
    public OperatorContext.Cancellable schedule(
            long timeMillis, OperatorContext.ProcessingTimeCallback callback) {
        throw new UnsupportedOperationException("no timers in these tests");
    }

    @Override
    public FileStore files() {
        return FileStore.local();
    }

    @Override
    public void sendToClient(String channel, Object value) {
        throw new UnsupportedOperationException("no client in these tests");
    }
}
