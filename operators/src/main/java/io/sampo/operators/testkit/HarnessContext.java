/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import com.typesafe.config.Config;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.io.FileStore;
import io.sampo.core.metric.MetricGroup;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.metric.MetricScope;
import io.sampo.core.time.Clock;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.Serialization;
import io.sampo.operators.accumulator.JobAccumulators;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.job.DistributedCache;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.OperatorStateBackend;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The surroundings of the operator in a harness: everything happens in the test's thread. */
final class HarnessContext implements OperatorContext {
    static final OperatorId OPERATOR = new OperatorId("harness");

    private final HarnessSetup<?, ?> setup;
    private final boolean restored;
    private final Serialization serialization;
    private final OperatorStateBackend operatorState;
    private final @Nullable KeyedStateBackend<Object> keyedState;
    private final ManualClock clock;
    private final ScheduledCalls calls;
    private final MetricGroup metrics;
    private final JobAccumulators accumulators = new JobAccumulators();
    private final Queue<Runnable> mail = new ConcurrentLinkedQueue<>();

    HarnessContext(
            HarnessSetup<?, ?> setup,
            boolean restored,
            Serialization serialization,
            OperatorStateBackend operatorState,
            @Nullable KeyedStateBackend<Object> keyedState,
            ManualClock clock) {
        this.setup = setup;
        this.restored = restored;
        this.serialization = serialization;
        this.operatorState = operatorState;
        this.keyedState = keyedState;
        this.clock = clock;
        calls = new ScheduledCalls(clock);
        metrics =
                new MetricRegistry(clock)
                        .group(new MetricScope("harness", OPERATOR.name(), setup.subtaskIndex()));
    }

    ScheduledCalls calls() {
        return calls;
    }

    boolean hasMail() {
        return !mail.isEmpty();
    }

    void runMail() {
        for (Runnable task = mail.poll(); task != null; task = mail.poll()) {
            task.run();
        }
    }

    @Override
    public OperatorId operator() {
        return OPERATOR;
    }

    @Override
    public int subtaskIndex() {
        return setup.subtaskIndex();
    }

    @Override
    public int parallelism() {
        return setup.parallelism();
    }

    @Override
    public int maxParallelism() {
        return setup.maxParallelism();
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Config settings() {
        return setup.settings();
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public KeyedStateBackend<Object> keyedState() {
        if (keyedState == null) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "Keyed state is there only on a keyed stream. Use a KeyedHarness.");
        }
        return keyedState;
    }

    @Override
    public OperatorStateBackend operatorState() {
        return operatorState;
    }

    @Override
    public Serialization serialization() {
        return serialization;
    }

    @Override
    public MetricGroup metrics() {
        return metrics;
    }

    @Override
    public JobAccumulators accumulators() {
        return accumulators;
    }

    @Override
    public DistributedCache distributedCache() {
        return setup.distributedCache();
    }

    @Override
    public boolean checkpointingEnabled() {
        return true;
    }

    @Override
    public boolean isRestored() {
        return restored;
    }

    @Override
    public Cancellable schedule(long timeMillis, ProcessingTimeCallback callback) {
        return calls.schedule(timeMillis, callback);
    }

    @Override
    public Executor subtaskExecutor() {
        return mail::add;
    }

    @Override
    public Executor ioExecutor() {
        return Runnable::run;
    }

    @Override
    public void wakeUp() {}

    @Override
    public void wakeUpAfter(long nanos) {}

    @Override
    public void requestSplit() {
        throw new UnsupportedOperationException("A harness has no enumerator");
    }

    @Override
    public void reportWatermark(long timestamp) {
        throw new UnsupportedOperationException("A harness has no other sources");
    }

    @Override
    public <T> T blocking(Callable<T> work) throws Exception {
        return work.call();
    }

    /** The time of a harness stands still, so nobody waits for it. */
    @Override
    public void pause(Duration duration) {}

    @Override
    public FileStore files() {
        return FileStore.local();
    }

    @Override
    public void sendToClient(String channel, Object value) {}
}
