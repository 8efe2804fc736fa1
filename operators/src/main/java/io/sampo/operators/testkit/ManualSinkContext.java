/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.core.io.FileStore;
import io.sampo.core.metric.MetricGroup;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.metric.MetricScope;
import io.sampo.core.time.ManualClock;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.sink.SharedState;
import io.sampo.operators.sink.SinkContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the engine gives a {@link io.sampo.operators.sink.Sink}, for the test of its writer and its
 * committer. The job takes checkpoints; its files are those of this machine; time stands until
 * {@link #advanceTo} moves it. A test that needs more overrides the method. Confined to one thread.
 */
public class ManualSinkContext implements SinkContext {
    private final ManualClock clock = new ManualClock(0);
    private final ScheduledCalls calls = new ScheduledCalls(clock);
    private final List<Object> sent = new ArrayList<>();
    private final int subtaskIndex;
    private final int parallelism;
    private final int attempt;
    private final boolean restored;
    private final MetricGroup metrics;

    /** Creates the context of a subtask in an attempt. */
    public ManualSinkContext(int subtaskIndex, int parallelism, int attempt, boolean restored) {
        this.subtaskIndex = subtaskIndex;
        this.parallelism = parallelism;
        this.attempt = attempt;
        this.restored = restored;
        metrics = new MetricRegistry(clock).group(new MetricScope("job", "sink", subtaskIndex));
    }

    /** Moves the clock, and calls back what was scheduled until then. */
    public void advanceTo(long timeMillis) throws Exception {
        calls.advanceTo(timeMillis);
    }

    /** Returns what was sent to the program. */
    public List<Object> sent() {
        return List.copyOf(sent);
    }

    @Override
    public String operatorName() {
        return "sink";
    }

    @Override
    public int subtaskIndex() {
        return subtaskIndex;
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public boolean isRestored() {
        return restored;
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
        throw new UnsupportedOperationException("Override sharedState in the test: name=" + name);
    }

    @Override
    public ManualClock clock() {
        return clock;
    }

    @Override
    public OperatorContext.Cancellable schedule(
            long timeMillis, OperatorContext.ProcessingTimeCallback callback) {
        return calls.schedule(timeMillis, callback);
    }

    @Override
    public FileStore files() {
        return FileStore.local();
    }

    @Override
    public void sendToClient(String channel, Object value) {
        sent.add(value);
    }

    @Override
    public MetricGroup metrics() {
        return metrics;
    }
}
