/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import io.sampo.core.function.KeySelector;
import io.sampo.core.io.FileStore;
import io.sampo.core.metric.MetricGroup;
import io.sampo.core.time.ManualClock;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.SerializationFactory;
import io.sampo.operators.chain.DeferringOperator;
import io.sampo.operators.chain.OneInputOperator;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.process.OperatorRuntimeContext;
import io.sampo.state.ReadOnlyBroadcastState;
import io.sampo.state.State;
import io.sampo.state.StateDescriptor;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.OperatorStateBackend;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.backend.TimerQueue.Timer;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.keygroup.KeyGroups;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.OperatorStateHandle;
import io.sampo.state.snapshot.StateFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
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
    /** What a key selector returns for a record of an input that is not dealt out by key. */
    static final Object NO_KEY = new Object();

    private static final AtomicLong OPENED = new AtomicLong();

    /** For backends on disk: of this harness alone, whatever else runs on the machine. */
    private final Path workDirectory =
            Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "sampo-harness-"
                            + ProcessHandle.current().pid()
                            + "-"
                            + OPENED.incrementAndGet());

    private final HarnessSetup<I, O> setup;
    private final OneInputOperator<I, O> operator;
    private final @Nullable KeySelector<I, ?> keySelector;
    private final StateBackend stateBackend;
    private final @Nullable KeyedStateBackend<Object> keyedState;
    private final OperatorStateBackend operatorState;
    private final HarnessContext context;
    private final OperatorRuntimeContext states;
    private final ManualClock clock;
    private final EmittedLog<O> emitted = new EmittedLog<>();

    /** The files of the last snapshot, which later ones of the same backend may refer to. */
    private Map<String, byte[]> storedFiles;

    private long lastCheckpoint;
    private boolean ended;
    private boolean finished;

    OperatorHarness(HarnessSetup<I, O> setup, @Nullable HarnessSnapshot restored) {
        this.setup = setup;
        SerializationFactory serializers = setup.serializers();
        Serialization serialization = serializers.create();
        clock =
                new ManualClock(
                        restored == null
                                ? setup.clockMillis()
                                : Math.max(setup.clockMillis(), restored.clockMillis()));
        storedFiles = restored == null ? Map.of() : restored.files();
        lastCheckpoint = restored == null ? 0 : restored.checkpointId();
        keySelector = setup.newKeySelector();
        stateBackend = setup.newBackend();
        keyedState = keySelector == null ? null : openKeyedState(serializers, restored);
        OperatorStateHandle lists =
                restored == null
                        ? OperatorStateHandle.EMPTY
                        : restored.operatorFor(setup.subtaskIndex());
        operatorState =
                new OperatorStateBackend(
                        HarnessContext.OPERATOR, setup.subtaskIndex(), serialization, lists);
        context =
                new HarnessContext(
                        setup, restored != null, serialization, operatorState, keyedState, clock);
        states = new OperatorRuntimeContext(context);
        operator = setup.newOperator();
        run(() -> operator.open(context, emitted));
    }

    private KeyedStateBackend<Object> openKeyedState(
            SerializationFactory serializers, @Nullable HarnessSnapshot restored) {
        BackendContext surroundings =
                new BackendContext(
                        HarnessContext.OPERATOR,
                        setup.subtaskIndex(),
                        1,
                        setup.maxParallelism(),
                        keyGroups(),
                        serializers,
                        new MemorySnapshots("restored", storedFiles),
                        workDirectory,
                        Runnable::run,
                        clock);
        List<KeyedStateHandle> handles = new ArrayList<>();
        if (restored != null) {
            for (KeyedStateHandle handle : restored.keyed()) {
                if (!handle.keyGroups().intersect(keyGroups()).isEmpty()) {
                    handles.add(handle);
                }
            }
        }
        return stateBackend.open(surroundings, handles);
    }

    /** Returns the setup of an operator on a stream without keys. */
    public static <I, O> HarnessSetup<I, O> of(OperatorFactory<O> factory) {
        return HarnessSetup.of(factory, null);
    }

    private KeyGroupRange keyGroups() {
        return KeyGroups.rangeOf(setup.subtaskIndex(), setup.parallelism(), setup.maxParallelism());
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
        run(
                () -> {
                    if (keyedState != null) {
                        keyedState.sweep(1);
                        setKey(keyedState, record);
                    }
                    operator.process(record, timestamp);
                });
    }

    private void setKey(KeyedStateBackend<Object> backend, I record) throws Exception {
        Object key = keyOf(record);
        if (isNone(key)) {
            return;
        }
        int hash = hashOf(key);
        if (!keyGroups().contains(KeyGroups.ofHash(hash, setup.maxParallelism()))) {
            throw new IllegalArgumentException(
                    "Another subtask owns the key: key="
                            + key
                            + " subtask="
                            + setup.subtaskIndex()
                            + " parallelism="
                            + setup.parallelism());
        }
        backend.setCurrentKey(key, hash);
    }

    private Object keyOf(I record) throws Exception {
        if (keySelector == null) {
            throw new IllegalStateException("The operator has no keys");
        }
        return keySelector.getKey(record);
    }

    private static boolean isNone(Object key) {
        return key == NO_KEY;
    }

    private static int hashOf(Object key) {
        return KeyGroups.hash(KeyType.<Object>of(key.getClass()), key);
    }

    /** Returns whether this subtask owns the record's key, or the record has none. */
    public boolean owns(I record) {
        boolean[] owns = new boolean[1];
        run(
                () -> {
                    Object key = keyOf(record);
                    int hash = hashOf(key);
                    owns[0] =
                            isNone(key)
                                    || keyGroups()
                                            .contains(
                                                    KeyGroups.ofHash(hash, setup.maxParallelism()));
                });
        return owns[0];
    }

    /**
     * Advances event time: fires timers, in as many turns as it takes, and passes the watermark.
     */
    public void watermark(long timestamp) {
        run(
                () -> {
                    while (!operator.advanceTimers(timestamp, newTurn())) {}
                    operator.watermark(timestamp);
                });
    }

    private TurnBudget newTurn() {
        int[] left = {setup.elementsPerTurn()};
        // Used up for the rest of the turn: who goes on all the same does not end.
        return () -> left[0]-- <= 0;
    }

    /** Makes the input idle or active. */
    public void status(WatermarkStatus status) {
        run(() -> operator.status(status));
    }

    /** Moves the clock, and makes the calls that are due on the way. */
    public void advanceClock(Duration step) {
        advanceClockTo(clock.currentTimeMillis() + step.toMillis());
    }

    /** Moves the clock, and makes the calls that are due on the way. */
    public void advanceClockTo(long millis) {
        run(() -> context.calls().advanceTo(millis));
    }

    /**
     * Moves the clock as if the subtask could not run meanwhile: what is due comes late, at the
     * end.
     */
    public void holdUpUntil(long millis) {
        context.calls().jumpTo(millis);
        run(() -> {});
    }

    /** Returns whether the operator takes no record now, since it waits for answers. */
    public boolean isFull() {
        return operator instanceof DeferringOperator<I, O> deferring && deferring.isFull();
    }

    /** Lets the operator take what other threads, or the test, have handed to it meanwhile. */
    public void settle() {
        run(() -> {});
    }

    /** Returns whether the operator has finished, after the end of its input. */
    public boolean isFinished() {
        return finished;
    }

    /**
     * Ends the input: event time runs to its end, and the operator finishes, if need be once it has
     * the answers that it waits for.
     */
    public void endInput() {
        if (ended) {
            throw new IllegalStateException("The input has ended already");
        }
        watermark(Watermark.MAX);
        finishWithoutWatermark();
    }

    /** Finishes the operator, as at the end of an input without event time. */
    public void finishWithoutWatermark() {
        ended = true;
        run(
                () -> {
                    if (operator instanceof DeferringOperator<I, O> deferring) {
                        deferring.endInput();
                    }
                });
    }

    private void finishIfDrained() throws Exception {
        boolean drained =
                !(operator instanceof DeferringOperator<I, O> deferring) || deferring.isDrained();
        if (ended && drained && !finished) {
            finished = true;
            operator.finish();
            context.runMail();
            context.calls().silence();
        }
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
        MemorySnapshots store =
                new MemorySnapshots("chk-" + id + "-" + setup.subtaskIndex(), Map.of());
        List<KeyedStateHandle> keyed = new ArrayList<>();
        run(
                () -> {
                    operator.prepareSnapshot(id);
                    operator.snapshotState(id);
                    if (keyedState != null) {
                        keyed.add(keyedState.snapshot(id, store).run());
                    }
                });
        OperatorSnapshot state = new OperatorSnapshot(keyed, operatorState.snapshot());
        run(() -> operator.checkpointCompleted(id));
        if (keyedState != null) {
            keyedState.checkpointCompleted(id);
        }
        storedFiles = filesOf(keyed, store);
        return new HarnessSnapshot(id, clock.currentTimeMillis(), state, storedFiles);
    }

    private Map<String, byte[]> filesOf(List<KeyedStateHandle> keyed, MemorySnapshots written) {
        Map<String, byte[]> files = new HashMap<>();
        for (KeyedStateHandle handle : keyed) {
            for (StateFile file : handle.files().values()) {
                byte[] content = written.files().get(file.path());
                files.put(
                        file.path(),
                        Objects.requireNonNull(
                                content == null ? storedFiles.get(file.path()) : content,
                                file.path()));
            }
        }
        return files;
    }

    /** Returns everything emitted so far, in order. */
    public List<Emitted> emitted() {
        return List.copyOf(emitted.all());
    }

    /** Returns the records emitted so far, without those of side outputs. */
    @SuppressWarnings("unchecked") // the operator emits nothing else
    public List<O> output() {
        List<O> records = new ArrayList<>();
        for (Emitted one : emitted.all()) {
            if (one instanceof Emitted.Result result) {
                records.add((O) result.value());
            }
        }
        return records;
    }

    /** Returns the records of one side output so far. */
    @SuppressWarnings("unchecked") // the tag says so
    public <X> List<X> sideOutput(OutputTag<X> tag) {
        List<X> records = new ArrayList<>();
        for (Emitted one : emitted.all()) {
            if (one instanceof Emitted.Side side && side.tag().equals(tag.name())) {
                records.add((X) side.value());
            }
        }
        return records;
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
        keyedState(descriptor.name()).setCurrentKey(key, hashOf(key));
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
        return timersOf(key, KeyedTimers.EVENT_TIMERS);
    }

    /**
     * Returns the timestamps of the processing-time timers that are set for a key, as {@link
     * #eventTimeTimers}. One fires once the clock shows a later time.
     *
     * @throws IllegalStateException if the stream of the operator has no keys
     * @throws io.sampo.core.error.StreamException if the operator's keys are of another class
     */
    public List<Long> processingTimeTimers(Object key) {
        return timersOf(key, KeyedTimers.PROCESSING_TIMERS);
    }

    /**
     * Returns how many event-time timers are set, for all keys together.
     *
     * @throws IllegalStateException if the stream of the operator has no keys
     */
    public int numEventTimeTimers() {
        return keyedState("numEventTimeTimers").timersOf(KeyedTimers.EVENT_TIMERS).size();
    }

    /**
     * Returns how many processing-time timers are set, for all keys together.
     *
     * @throws IllegalStateException if the stream of the operator has no keys
     */
    public int numProcessingTimeTimers() {
        return keyedState("numProcessingTimeTimers").timersOf(KeyedTimers.PROCESSING_TIMERS).size();
    }

    private List<Long> timersOf(Object key, String name) {
        KeyedStateBackend<Object> backend = keyedState(name);
        // Refuses what no key of the operator can be equal to.
        backend.setCurrentKey(key, hashOf(key));
        return backend.timersOf(name).stream()
                .filter(timer -> timer.key().equals(key))
                .map(Timer::timestamp)
                .sorted()
                .toList();
    }

    private KeyedStateBackend<Object> keyedState(String what) {
        if (keyedState == null) {
            throw new IllegalStateException(
                    "There is nothing by key, for the stream has no keys: wanted="
                            + what
                            + ". Make the setup with KeyedHarness.");
        }
        return keyedState;
    }

    /**
     * Returns the approximate size of the keyed state, for tests that look for leaks; 0 without
     * keys. What has grown to hold many keys stays so when they are gone: do the same twice, and
     * compare after each.
     */
    public long stateBytes() {
        return keyedState == null ? 0 : keyedState.approximateBytes();
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
        run(operator::close);
        if (keyedState != null) {
            keyedState.close();
        }
        stateBackend.close();
        FileStore.local().deleteRecursively(workDirectory);
    }

    private void run(Work work) {
        try {
            // What was handed over meanwhile came before this.
            takeMail();
            work.run();
            takeMail();
            finishIfDrained();
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Exception failure) {
            throw new OperatorFailedException(failure);
        }
    }

    private void takeMail() throws Exception {
        do {
            context.runMail();
            // What is asked for a time that is past happens at once.
            context.calls().advanceTo(clock.currentTimeMillis());
            emitDeferred();
        } while (context.hasMail());
    }

    private void emitDeferred() throws Exception {
        if (operator instanceof DeferringOperator<I, O> deferring) {
            while (deferring.emitDeferred(newTurn())) {}
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }
}
