/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import io.sampo.core.metric.MetricGroup;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.Serialization;
import io.sampo.operators.chain.OneInputOperator;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.process.OperatorRuntimeContext;
import io.sampo.state.ReadOnlyBroadcastState;
import io.sampo.state.State;
import io.sampo.state.StateDescriptor;
import io.sampo.state.backend.OperatorStateBackend;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.OperatorStateHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs one subtask of one operator in the test's thread. It does what the engine does around an
 * operator: sets keys, fires timers in slices, stores and restores state.
 *
 * <pre>{@code
 * try (OperatorHarness<Click, Long> harness = KeyedHarness.of(new CountClicks(), Click::user).open()) {
 *     harness.process(new Click("ann"), 1_000);
 *     harness.watermark(60_000);
 *     assertThat(harness.output()).containsExactly(1L);
 * }
 * }</pre>
 *
 * <p>Unchecked exceptions of the operator come out unchanged, checked ones as the cause of an
 * {@link OperatorFailedException}. Not for sources. Confined to one thread.
 *
 * @param <I> type of the operator's input
 * @param <O> type of the operator's output
 */
public final class OperatorHarness<I, O> implements AutoCloseable {
    private final OneInputOperator<I, O> operator;
    private final HarnessTurns<I, O> turns;
    private final HarnessKeys<I> keys;
    private final OperatorStateBackend operatorState;
    private final HarnessContext context;
    private final OperatorRuntimeContext states;
    private final ManualClock clock;
    private final EmittedLog<O> emitted = new EmittedLog<>();
    private long lastCheckpoint;

    OperatorHarness(HarnessSetup<I, O> setup, @Nullable HarnessSnapshot restored) {
        Serialization serialization = setup.serializers().create();
        clock =
                new ManualClock(
                        restored == null
                                ? setup.clockMillis()
                                : Math.max(setup.clockMillis(), restored.clockMillis()));
        lastCheckpoint = restored == null ? 0 : restored.checkpointId();
        keys = new HarnessKeys<>(setup, restored, clock);
        OperatorStateHandle lists =
                restored == null
                        ? OperatorStateHandle.EMPTY
                        : restored.operatorFor(setup.subtaskIndex());
        operatorState =
                new OperatorStateBackend(
                        HarnessContext.OPERATOR, setup.subtaskIndex(), serialization, lists);
        context =
                new HarnessContext(
                        setup,
                        restored != null,
                        serialization,
                        operatorState,
                        keys.backend(),
                        clock);
        states = new OperatorRuntimeContext(context);
        operator = setup.newOperator();
        turns = new HarnessTurns<>(operator, context, setup.elementsPerTurn());
        turns.run(() -> operator.open(context, emitted));
    }

    /** Returns the setup of an operator on a stream without keys. */
    public static <I, O> HarnessSetup<I, O> of(OperatorFactory<O> factory) {
        return HarnessSetup.of(factory, null);
    }

    /** Processes a record without a timestamp. */
    public void process(I record) {
        process(record, Long.MIN_VALUE);
    }

    /**
     * Processes a record.
     *
     * @throws IllegalArgumentException if another subtask owns its key
     * @throws IllegalStateException if the operator takes no record now
     */
    public void process(I record, long timestamp) {
        if (isFull()) {
            throw new IllegalStateException("The operator is full: record=" + record);
        }
        turns.run(
                () -> {
                    keys.setKeyOf(record);
                    operator.process(record, timestamp);
                });
    }

    /** Returns whether this subtask owns the record's key, or the record has none. */
    public boolean owns(I record) {
        boolean[] owns = new boolean[1];
        turns.run(() -> owns[0] = keys.owns(record));
        return owns[0];
    }

    /**
     * Advances event time: fires timers, in as many turns as it takes, and passes the watermark.
     */
    public void watermark(long timestamp) {
        turns.run(
                () -> {
                    while (!operator.advanceTimers(timestamp, turns.newTurn())) {}
                    operator.watermark(timestamp);
                });
    }

    /** Makes the input idle or active. */
    public void status(WatermarkStatus status) {
        turns.run(() -> operator.status(status));
    }

    /** Moves the clock, and makes the calls that are due on the way. */
    public void advanceClock(Duration step) {
        advanceClockTo(clock.currentTimeMillis() + step.toMillis());
    }

    /** Moves the clock, and makes the calls that are due on the way. */
    public void advanceClockTo(long millis) {
        turns.run(() -> context.calls().advanceTo(millis));
    }

    /**
     * Moves the clock as if the subtask could not run meanwhile: what is due comes late, at the
     * end.
     */
    public void holdUpUntil(long millis) {
        context.calls().jumpTo(millis);
        turns.run(() -> {});
    }

    /** Returns whether the operator takes no record now, since it waits for answers. */
    public boolean isFull() {
        return turns.isFull();
    }

    /** Lets the operator take what other threads, or the test, have handed to it meanwhile. */
    public void settle() {
        turns.run(() -> {});
    }

    /** Returns whether the operator has finished, after the end of its input. */
    public boolean isFinished() {
        return turns.isFinished();
    }

    /**
     * Ends the input: event time runs to its end, and the operator finishes, if need be once it has
     * the answers that it waits for.
     */
    public void endInput() {
        if (turns.hasEnded()) {
            throw new IllegalStateException("The input has ended already");
        }
        watermark(Watermark.MAX);
        finishWithoutWatermark();
    }

    /** Finishes the operator, as at the end of an input without event time. */
    public void finishWithoutWatermark() {
        turns.end();
    }

    /** Does one step of a script. */
    public void step(HarnessStep<I> step) {
        if (step instanceof HarnessStep.Element<I> record) {
            process(record.value(), record.timestamp());
        } else if (step instanceof HarnessStep.Mark<I> mark) {
            watermark(mark.timestamp());
        } else if (step instanceof HarnessStep.Activity<I> activity) {
            status(activity.status());
        } else if (step instanceof HarnessStep.Time<I> time) {
            advanceClockTo(time.millis());
        } else {
            endInput();
        }
    }

    /** Stores the state, as a checkpoint does. The harness can go on afterwards. */
    public HarnessSnapshot snapshot() {
        long id = ++lastCheckpoint;
        List<KeyedStateHandle> keyed = new ArrayList<>();
        turns.run(
                () -> {
                    operator.prepareSnapshot(id);
                    operator.snapshotState(id);
                    keyed.addAll(keys.snapshot(id));
                });
        OperatorSnapshot state = new OperatorSnapshot(keyed, operatorState.snapshot());
        turns.run(() -> operator.checkpointCompleted(id));
        keys.checkpointCompleted(id);
        return new HarnessSnapshot(id, clock.currentTimeMillis(), state, keys.storedFiles());
    }

    /** Returns everything emitted so far, in order. */
    public List<Emitted> emitted() {
        return List.copyOf(emitted.all());
    }

    /** Returns the records emitted so far, without those of side outputs. */
    public List<O> output() {
        return emitted.results();
    }

    /** Returns the records of one side output so far. */
    public <X> List<X> sideOutput(OutputTag<X> tag) {
        return emitted.sideOutput(tag);
    }

    /** Forgets what was emitted so far. */
    public void clearEmitted() {
        emitted.all().clear();
    }

    /** Returns one of the operator's counters. */
    public long counter(String name) {
        return context.metrics().counter(name).value();
    }

    /** Returns the operator's metrics, those that its function has made among them. */
    public MetricGroup metrics() {
        return context.metrics();
    }

    /**
     * Returns what the operator has of a key under a descriptor, to be looked at or changed before
     * the next call of the harness, which may be about another key. What windows keep for each
     * window is not found so.
     *
     * <pre>{@code
     * assertThat(harness.state("ann", COUNT).value()).isEqualTo(2);
     * }</pre>
     *
     * @throws IllegalStateException if the stream of the operator has no keys
     * @throws io.sampo.core.error.StreamException if the operator's keys are of another class
     */
    public <S extends State> S state(Object key, StateDescriptor<S> descriptor) {
        keys.select(key, descriptor.name());
        return states.states().state(descriptor);
    }

    /**
     * Returns one of the operator's broadcast states; empty if the operator has not used it yet.
     *
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if the operator has
     *     it under another descriptor
     */
    public <K, V> ReadOnlyBroadcastState<K, V> broadcastState(
            StateDescriptor.Mapping<K, V> descriptor) {
        return operatorState.broadcast(descriptor);
    }

    /**
     * Returns the timestamps of the event-time timers that are set for a key, the earliest first.
     * If several windows of the key have timers at one time, it is there for each of them.
     *
     * <pre>{@code
     * assertThat(harness.eventTimeTimers("ann")).containsExactly(3_601_000L);
     * }</pre>
     *
     * <p>Windows that all keys have in common, such as tumbling ones with an aggregate, fire
     * without timers of the keys.
     *
     * @throws IllegalStateException if the stream of the operator has no keys
     * @throws io.sampo.core.error.StreamException if the operator's keys are of another class
     */
    public List<Long> eventTimeTimers(Object key) {
        return keys.timersOf(key, KeyedTimers.EVENT_TIMERS);
    }

    /**
     * Returns the timestamps of the processing-time timers that are set for a key, as {@link
     * #eventTimeTimers}. One fires once the clock shows a later time.
     *
     * @throws IllegalStateException if the stream of the operator has no keys
     * @throws io.sampo.core.error.StreamException if the operator's keys are of another class
     */
    public List<Long> processingTimeTimers(Object key) {
        return keys.timersOf(key, KeyedTimers.PROCESSING_TIMERS);
    }

    /**
     * Returns how many event-time timers are set, for all keys together.
     *
     * @throws IllegalStateException if the stream of the operator has no keys
     */
    public int numEventTimeTimers() {
        return keys.countTimers(KeyedTimers.EVENT_TIMERS, "numEventTimeTimers");
    }

    /**
     * Returns how many processing-time timers are set, for all keys together.
     *
     * @throws IllegalStateException if the stream of the operator has no keys
     */
    public int numProcessingTimeTimers() {
        return keys.countTimers(KeyedTimers.PROCESSING_TIMERS, "numProcessingTimeTimers");
    }

    /**
     * Returns the approximate size of the keyed state, for tests that look for leaks; 0 without
     * keys. What has grown to hold many keys stays so when they are gone: do the same twice, and
     * compare after each.
     */
    public long stateBytes() {
        return keys.approximateBytes();
    }

    /** Returns how many of the calls that the operator scheduled were made so far. */
    public int clockCalls() {
        return context.calls().made();
    }

    /** Returns the time of the clock in milliseconds. */
    public long currentTimeMillis() {
        return clock.currentTimeMillis();
    }

    /** Closes the operator and lets its state go. */
    @Override
    public void close() {
        turns.run(operator::close);
        keys.close();
    }
}
