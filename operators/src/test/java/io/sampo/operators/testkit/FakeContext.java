/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.io.FileStore;
import io.sampo.core.metric.MetricGroup;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.metric.MetricScope;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.Serialization;
import io.sampo.operators.accumulator.JobAccumulators;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.graph.JobSettings;
import io.sampo.operators.job.DistributedCache;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.OperatorStateBackend;
import io.sampo.state.heap.HeapStateBackend;
import io.sampo.state.keygroup.KeyGroups;
import io.sampo.state.snapshot.OperatorStateHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The surroundings of any one operator; everything happens in the test's thread. */
public final class FakeContext implements OperatorContext {
    public final ManualClock clock;
    public final List<Object> sentToClient = new ArrayList<>();
    public final List<Long> reportedWatermarks = new ArrayList<>();
    public final List<Duration> pauses = new ArrayList<>();
    public final List<Long> scheduledTimes = new ArrayList<>();
    public final JobAccumulators accumulators = new JobAccumulators();
    public int splitRequests;
    public int wakeUps;
    public int parallelism = 1;
    public int attempt = 1;
    public boolean checkpointingEnabled = true;

    private final OperatorId operator;
    private final boolean restored;
    private final Serialization serialization =
            new ForySerializationFactory(FakeContext.class.getClassLoader()).create();
    private final OperatorStateBackend operatorState;
    private final ScheduledCalls calls;
    private final Set<Object> pending = new HashSet<>();
    private final MetricGroup metrics;
    private Config overrides = ConfigFactory.empty();
    private @Nullable KeyedStateBackend<Object> keyedState;

    private FakeContext(String name, @Nullable OperatorStateHandle restored, long clockMillis) {
        this.operator = new OperatorId(name);
        this.restored = restored != null;
        this.operatorState =
                new OperatorStateBackend(
                        operator,
                        0,
                        serialization,
                        restored == null ? OperatorStateHandle.EMPTY : restored);
        this.clock = new ManualClock(clockMillis);
        this.calls = new ScheduledCalls(clock);
        this.metrics = new MetricRegistry().group(new MetricScope("job", name, 0));
    }

    /** Returns the surroundings of an operator without state. */
    public static FakeContext of(String name) {
        return new FakeContext(name, null, 0);
    }

    /** Returns surroundings with what {@link #snapshot} gave, at the same time of the clock. */
    public FakeContext restored(OperatorStateHandle state) {
        FakeContext next = new FakeContext(operator.name(), state, clock.currentTimeMillis());
        next.attempt = attempt + 1;
        next.parallelism = parallelism;
        next.overrides = overrides;
        return next;
    }

    /** Adds a setting, such as {@code sampo.watermark.interval=1s}. */
    public FakeContext with(String assignment) {
        overrides = ConfigFactory.parseString(assignment).withFallback(overrides);
        return this;
    }

    /** Gives the operator keyed state of one subtask, with a current key. */
    public FakeContext withKey(Object key) {
        BackendContext surroundings =
                new BackendContext(
                        operator,
                        0,
                        attempt,
                        maxParallelism(),
                        KeyGroups.rangeOf(0, 1, maxParallelism()),
                        new ForySerializationFactory(FakeContext.class.getClassLoader()),
                        new MemorySnapshots("none", Map.of()),
                        Path.of(System.getProperty("java.io.tmpdir"), "sampo-test"),
                        Runnable::run,
                        clock);
        keyedState = new HeapStateBackend().open(surroundings, List.of());
        KeyType<Object> type = KeyType.of(key.getClass());
        keyedState.setCurrentKey(key, KeyGroups.hash(type, key));
        return this;
    }

    /** Moves the clock, and makes the calls that are due on the way. */
    public void advanceClock(Duration step) throws Exception {
        calls.advanceTo(clock.currentTimeMillis() + step.toMillis());
    }

    /** Moves the clock as if the subtask could not run meanwhile, then lets it run once. */
    public void standStill(Duration step) throws Exception {
        clock.advance(step);
        calls.advanceTo(clock.currentTimeMillis());
    }

    public OperatorStateHandle snapshot() {
        return operatorState.snapshot();
    }

    @Override
    public OperatorId operator() {
        return operator;
    }

    @Override
    public int subtaskIndex() {
        return 0;
    }

    @Override
    public int parallelism() {
        return parallelism;
    }

    @Override
    public int maxParallelism() {
        return 128;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public Config settings() {
        return JobSettings.section(overrides.withFallback(ConfigFactory.load()));
    }

    @Override
    public ManualClock clock() {
        return clock;
    }

    @Override
    public KeyedStateBackend<Object> keyedState() {
        if (keyedState == null) {
            throw new StreamException(ErrorCode.INVALID_PROGRAM, "Not keyed");
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
        return DistributedCache.of(Map.of());
    }

    @Override
    public boolean checkpointingEnabled() {
        return checkpointingEnabled;
    }

    @Override
    public boolean isRestored() {
        return restored;
    }

    @Override
    public Cancellable schedule(long timeMillis, ProcessingTimeCallback callback) {
        scheduledTimes.add(timeMillis);
        Object call = new Object();
        pending.add(call);
        Cancellable scheduled =
                calls.schedule(
                        timeMillis,
                        time -> {
                            pending.remove(call);
                            callback.onTime(time);
                        });
        return () -> {
            pending.remove(call);
            scheduled.cancel();
        };
    }

    /** Returns how many scheduled calls are neither made nor cancelled. */
    public int pendingCalls() {
        return pending.size();
    }

    @Override
    public Executor subtaskExecutor() {
        return Runnable::run;
    }

    @Override
    public Executor ioExecutor() {
        return Runnable::run;
    }

    @Override
    public void wakeUp() {
        wakeUps++;
    }

    @Override
    public void wakeUpAfter(long nanos) {}

    @Override
    public void requestSplit() {
        splitRequests++;
    }

    @Override
    public void reportWatermark(long timestamp) {
        reportedWatermarks.add(timestamp);
    }

    @Override
    public <T> T blocking(Callable<T> work) throws Exception {
        return work.call();
    }

    @Override
    public void pause(Duration duration) {
        pauses.add(duration);
    }

    @Override
    public FileStore files() {
        return FileStore.local();
    }

    @Override
    public void sendToClient(String channel, Object value) {
        sentToClient.add(value);
    }
}
