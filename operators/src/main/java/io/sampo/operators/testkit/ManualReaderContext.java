/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.core.metric.MetricGroup;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.metric.MetricScope;
import io.sampo.core.time.ManualClock;
import io.sampo.operators.source.SourceReaderContext;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * What the engine gives a {@link io.sampo.operators.source.SourceReader}, for its own test: what it
 * wants done on I/O threads waits until it is told to run, the clock stands until it is moved, and
 * what the reader asks for is counted. The only reader of its job. Confined to one thread.
 */
public final class ManualReaderContext implements SourceReaderContext {
    private final ManualClock clock = new ManualClock(0);
    private final MetricGroup metrics =
            new MetricRegistry(clock).group(new MetricScope("job", "source", 0));
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private int splitRequests;
    private int wakeUps;
    private long wakeUpAfterNanos;

    /** Creates one whose clock stands at 0. */
    public ManualReaderContext() {}

    /** Runs the I/O task that has waited longest; returns whether there was one. */
    public boolean runOneTask() {
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    /** Runs I/O tasks until there are none. */
    public void runAllTasks() {
        while (runOneTask()) {
            // the next one
        }
    }

    /** Returns how many splits were asked for. */
    public int splitRequests() {
        return splitRequests;
    }

    /** Returns how often a poll was asked for, at once. */
    public int wakeUps() {
        return wakeUps;
    }

    /** Returns after what time the last later poll was asked for; 0 if none was. */
    public long wakeUpAfterNanos() {
        return wakeUpAfterNanos;
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
    public ManualClock clock() {
        return clock;
    }

    @Override
    public void requestSplit() {
        splitRequests++;
    }

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
        wakeUpAfterNanos = nanos;
    }
}
