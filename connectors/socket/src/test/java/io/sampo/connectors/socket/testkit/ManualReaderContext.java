/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.socket.testkit;

import io.sampo.core.metric.MetricGroup;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.metric.MetricScope;
import io.sampo.core.time.ManualClock;
import io.sampo.operators.source.SourceReaderContext;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * What the engine gives a reader; what it wants done on I/O threads waits until it is told to run.
 */
public final class ManualReaderContext implements SourceReaderContext {
    private final ManualClock clock = new ManualClock(0);
    private final MetricGroup metrics =
            new MetricRegistry().group(new MetricScope("job", "source", 0));
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private long wakeUpAfter;
    private int wakeUps;

    /** Runs the I/O task that has waited longest; returns whether there was one. */
    public boolean runOneTask() {
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    /** Returns for when the last wake-up was asked for. */
    public long wakeUpAfterNanos() {
        return wakeUpAfter;
    }

    /** Returns how often a poll was asked for. */
    public int wakeUps() {
        return wakeUps;
    }

    @Override
    public ManualClock clock() {
        return clock;
    }

    @Override
    public int subtaskIndex() {
        return 0;
    }

    @Override
    public int parallelism() {
        return 1;
    }

    @Override
    public void requestSplit() {}

    @Override
    public void wakeUp() {
        wakeUps++;
    }

    @Override
    public Executor ioExecutor() {
        return tasks::add;
    }

    @Override
    public MetricGroup metrics() {
        return metrics;
    }

    @Override
    public void wakeUpAfter(long nanos) {
        wakeUpAfter = nanos;
    }
}
