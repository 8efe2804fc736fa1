/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.testkit;

import io.sampo.core.time.ManualClock;
import io.sampo.operators.source.SourceSplit;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what an enumerator does; what it wants done elsewhere waits until it is told to run. */
public final class RecordedEnumeratorContext<S extends SourceSplit>
        implements SplitEnumeratorContext<S> {
    private final int parallelism;
    private final ManualClock clock;
    private final Queue<Runnable> calls = new ArrayDeque<>();
    private final List<String> events = new ArrayList<>();
    private final List<S> assigned = new ArrayList<>();
    private @Nullable Runnable periodic;

    /** Creates a context for so many readers. */
    public RecordedEnumeratorContext(int parallelism, long startMillis) {
        this.parallelism = parallelism;
        this.clock = new ManualClock(startMillis);
    }

    /** Runs what was to be run asynchronously. */
    public void runCalls() {
        for (Runnable call = calls.poll(); call != null; call = calls.poll()) {
            call.run();
        }
    }

    /** Moves the clock by a period and runs what is due. */
    public void runPeriod(Duration period) {
        clock.advance(period);
        if (periodic != null) {
            periodic.run();
        }
    }

    /** Returns what happened since the last call, such as {@code 0<-a.txt@0}. */
    public List<String> takeEvents() {
        List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    /** Returns all splits that were assigned. */
    public List<S> assigned() {
        return assigned;
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    @Override
    public ManualClock clock() {
        return clock;
    }

    @Override
    public void assignSplit(S split, int subtaskIndex) {
        assigned.add(split);
        events.add(subtaskIndex + "<-" + split.splitId());
    }

    @Override
    public void signalNoMoreSplits(int subtaskIndex) {
        events.add(subtaskIndex + "<-end");
    }

    @Override
    public void capWatermark(long timestamp) {
        events.add(timestamp == Long.MIN_VALUE ? "hold" : "let go");
    }

    @Override
    public <R> void callAsync(Callable<R> work, Consumer<R> then) {
        calls.add(() -> then.accept(call(work)));
    }

    @Override
    public <R> void callPeriodically(Callable<R> work, Consumer<R> then, Duration period) {
        periodic = () -> then.accept(call(work));
        calls.add(periodic);
    }

    private static <R> R call(Callable<R> work) {
        try {
            return work.call();
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
