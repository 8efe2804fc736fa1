/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.element.ControlElement;
import io.sampo.core.element.EndOfInput;
import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import io.sampo.core.time.Clock;
import io.sampo.operators.chain.OperatorChain;
import io.sampo.operators.chain.SourceDriver;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.chain.WatermarkChange;
import io.sampo.runtime.exchange.Frame;
import io.sampo.state.backend.KeyedStateBackend;
import org.jspecify.annotations.Nullable;

/**
 * The work of one subtask, in small steps: a state machine that can stop between any two records,
 * and never waits (a user's {@code collect} may). Runs in any thread, one at a time.
 *
 * <pre>
 *            frame taken              all records done, watermark grew
 *   WAITING ------------> RECORDS -----------------------------------> TIMERS
 *      ^                     | all records done                          | all timers fired
 *      +---------------------+-------------------------------------------+
 * </pre>
 *
 * A source is always WAITING and emits when it has nothing else to do. Between two slices of TIMERS
 * no frame is taken and no processing-time timer fires. Where the head of the chain can take no
 * record, RECORDS and WAITING stand still until it has emitted something; at the end of the data it
 * is waited for in WAITING, and so is what was sorted to be given to the chain then.
 */
final class SubtaskTurn implements TurnBudget {
    private static final long TURN_NANOS = 1_000_000;
    private static final long FLUSH_AGE_NANOS = 2_000_000;

    /**
     * More than one, since the JVM's compiler then has what a step calls before it turns to what
     * calls the turn: else it compiles all of it once more for each layer of the actor's dispatch,
     * which took a quarter of the time of a job's first seconds.
     */
    private static final int STEPS_PER_TURN = 8;

    /** About how often a turn looks at the clock. */
    private static final long LOOK_NANOS = 50_000;

    private static final int MOST_BETWEEN_LOOKS = 64;
    private static final int ELEMENTS_PER_TURN = 1024;

    private final SubtaskShell shell;
    private final OperatorChain chain;
    private final SubtaskOutputs outputs;
    private final SubtaskInput input;
    private final @Nullable SourceDriver<?> source;
    private final @Nullable KeyedStateBackend<Object> keyedState;
    private final @Nullable SortedInput sorted;
    private final SubtaskCheckpoints barriers;
    private final Clock clock;
    private final SubtaskFigures figures;

    /**
     * Whether the restored checkpoint holds what the end of the data made: it must not come again.
     */
    private final boolean finishedBefore;

    private @Nullable Frame frame;
    private int frameIndex;
    private boolean firingTimers;
    private long pendingWatermark;
    private long recordsIn;

    /** What keeps the look at a frame's records from being left out by the compiler. */
    @SuppressWarnings("UnusedVariable")
    private long classesSeen;

    private boolean draining;
    private boolean started;
    private boolean sourceOpen = true;
    private boolean sourceResumed = true;

    private long turnEndNanos;
    private int elements;

    /**
     * How many elements to let pass between two looks at the clock: one where they are slow, many
     * where they are fast, since a look costs as much as a fast record.
     */
    private int betweenLooks = 1;

    private int nextLook;
    private long lastLookNanos;

    SubtaskTurn(SubtaskShell shell, SubtaskParts parts, SubtaskCheckpoints barriers) {
        this.shell = shell;
        this.chain = parts.chain();
        this.outputs = parts.outputs();
        this.input = parts.input();
        this.source = chain.source();
        this.keyedState = parts.headKeyedState();
        this.sorted = parts.sorted();
        this.barriers = barriers;
        this.finishedBefore = parts.finishedBefore();
        this.clock = shell.services().clock();
        this.figures = shell.figures();
    }

    /** Lets a source begin; others may still be restoring their state. */
    void start() {
        started = true;
    }

    @Override
    public boolean exhausted() {
        if (outputs.isBlocked()) {
            return true;
        }
        return ++elements >= nextLook && isOver();
    }

    private boolean isOver() {
        long now = clock.nanoTime();
        long spent = now - lastLookNanos;
        if (spent > LOOK_NANOS) {
            betweenLooks = (int) Math.max(1, betweenLooks * LOOK_NANOS / spent);
        } else if (spent < LOOK_NANOS / 2) {
            betweenLooks = Math.min(MOST_BETWEEN_LOOKS, 2 * betweenLooks);
        }
        lastLookNanos = now;
        nextLook = elements + betweenLooks;
        return elements >= ELEMENTS_PER_TURN || now - turnEndNanos >= 0;
    }

    /**
     * Does some steps, for a millisecond at most.
     *
     * @return whether there is more to do at once; if not, the doorbell will ring
     */
    boolean run() throws Exception {
        long now = clock.nanoTime();
        turnEndNanos = now + TURN_NANOS;
        for (int steps = 1; once(now); steps++) {
            long before = now;
            now = clock.nanoTime();
            // In virtual time none has passed: there each step is a turn, and anything may come
            // between two of them.
            if (steps == STEPS_PER_TURN || now == before || now - turnEndNanos >= 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Does one step: at most one frame, one slice of timers or one run of a source.
     *
     * <p>In one piece, since it is too large then for the JVM's compiler to put it into what calls
     * it (325 bytes of bytecode): else each layer of the actor's dispatch is compiled with all of
     * it, and once more when a branch in here is taken for the first time.
     */
    private boolean once(long now) throws Exception {
        elements = 0;
        nextLook = betweenLooks;
        lastLookNanos = now;
        shell.mail().runSome();
        outputs.resume();
        if (outputs.isBlocked()) {
            figures.blocked(now);
            outputs.flush();
            return !outputs.callWhenCredit();
        }
        figures.unblocked(now);
        boolean heldBack = isHeldBack();
        if (!firingTimers && (frame == null || heldBack) && shell.timers().hasRung()) {
            shell.timers().fireDue();
        }
        boolean worked = true;
        if (firingTimers) {
            advanceTimers();
        } else if (source != null) {
            worked = canEmit() && shell.takeSourceWakeUp();
            if (worked) {
                // Not one more condition: as a branch its answer would be new to the compiler once.
                worked = emit(source);
            }
        } else if (sorted != null && isReplaying()) {
            if (sorted.replay(this)) {
                pendingWatermark = Watermark.MAX;
                firingTimers = true;
                endData();
            }
        } else if (!chain.emitDeferred(this)) {
            if (draining && chain.isDrained()) {
                finishData();
            } else {
                worked = !heldBack && processFrame();
            }
        }
        if (worked) {
            outputs.flushOlderThan(FLUSH_AGE_NANOS, now);
        } else {
            outputs.flush();
        }
        // A source that has emitted all there is for now has worked, too.
        figures.worked(now, recordsIn, outputs.recordsSent());
        return worked || !outputs.callWhenCredit();
    }

    /**
     * Returns whether there is something to do; asked once more after the subtask went to sleep.
     * Asks for credit anew: a ring for what was asked before may have come while the subtask was
     * awake.
     */
    boolean hasWork() {
        if (!shell.mail().isEmpty() || !outputs.callWhenCredit()) {
            return true;
        }
        if (outputs.isBlocked()) {
            return false;
        }
        return firingTimers
                || isReplaying()
                || shell.timers().hasRung()
                || (!isHeldBack() && (frame != null || input.hasFrame()))
                || (source != null && canEmit() && shell.hasSourceWakeUp());
    }

    /**
     * Returns whether no frame is taken: the head can take no record, or it is waited for at the
     * end of the data. All that can come then are barriers, and the last checkpoint must hold what
     * the head has still to emit.
     */
    private boolean isHeldBack() {
        return draining || chain.isFull();
    }

    /** Returns whether what was sorted is on its way to the chain. */
    private boolean isReplaying() {
        return draining && sorted != null && !sorted.isDone();
    }

    @SuppressWarnings("ShortCircuitBoolean") // each branch would be new to the compiler once more
    private boolean canEmit() {
        return started & sourceOpen & sourceResumed;
    }

    private boolean emit(SourceDriver<?> driver) throws Exception {
        SourceDriver.Status status = driver.emitNext(this);
        switch (status) {
            case MORE -> shell.wakeUp();
            case NOTHING_NOW -> {}
            case END -> endSource(driver);
        }
        return status != SourceDriver.Status.NOTHING_NOW;
    }

    @SuppressWarnings("NullAway") // a frame with keys has hashes
    private @Nullable Frame takeFrame() {
        Frame next = input.poll();
        if (next == null) {
            return null;
        }
        frame = next;
        frameIndex = 0;
        classesSeen += next.touch();
        if (keyedState != null && next.keys() != null) {
            keyedState.sweep(next.size());
            keyedState.prefetch(next.keys(), next.keyHashes(), next.size());
        }
        return next;
    }

    /**
     * Goes on with the frame at work or takes the next one, and returns whether there was one. Too
     * large for the compiler to put it into a step, as a step is into a turn: a step is compiled
     * anew more often.
     */
    @SuppressWarnings("NullAway") // a frame with keys has hashes
    private boolean processFrame() throws Exception {
        Frame current = frame == null ? takeFrame() : frame;
        if (current == null) {
            return false;
        }
        int size = current.size();
        int index = frameIndex;
        int into = input.currentInput();
        try {
            if (sorted != null && input.isCurrentSorted()) {
                while (index < size && !exhausted()) {
                    sorted.add(into, current, index++);
                }
            } else if (keyedState != null && current.keys() != null) {
                Object[] keys = current.keys();
                int[] hashes = current.keyHashes();
                while (index < size && !exhausted()) {
                    keyedState.setCurrentKey(keys[index], hashes[index]);
                    int at = index++;
                    chain.process(into, current.record(at), current.timestamp(at));
                }
            } else {
                while (index < size && !chain.isFull() && !exhausted()) {
                    int at = index++;
                    chain.process(into, current.record(at), current.timestamp(at));
                }
            }
        } catch (Exception e) {
            throw SubtaskFailures.atRecord(e, recordsIn + index - frameIndex, shell.attempt());
        } finally {
            recordsIn += index - frameIndex;
            frameIndex = index;
        }
        if (index == size) {
            frame = null;
            ControlElement control = current.control();
            if (control != null) {
                onControl(input.currentChannel(), control);
            }
        }
        return true;
    }

    private void onControl(int channel, ControlElement control) throws Exception {
        if (sorted != null && !(control instanceof CheckpointBarrier)) {
            // There is one watermark, and it follows what was sorted.
            if (control instanceof EndOfInput && input.onEnd(channel)) {
                draining = true;
            }
        } else if (control instanceof Watermark watermark) {
            watermarkChanged(input.onWatermark(channel, watermark.timestamp()));
        } else if (control instanceof WatermarkStatus status) {
            watermarkChanged(input.onStatus(channel, status));
        } else if (control instanceof CheckpointBarrier barrier) {
            barriers.onBarrier(channel, barrier);
        } else if (control instanceof EndOfInput && input.onEnd(channel)) {
            endData();
        }
    }

    private void watermarkChanged(WatermarkChange change) throws Exception {
        if (change == WatermarkChange.NONE) {
            return;
        }
        if (change == WatermarkChange.ACTIVE || change == WatermarkChange.ACTIVE_THEN_WATERMARK) {
            chain.status(WatermarkStatus.ACTIVE);
        }
        if (change.growsWatermark()) {
            pendingWatermark = input.watermark();
            figures.watermark(pendingWatermark);
            firingTimers = true;
        }
        if (change == WatermarkChange.IDLE || change == WatermarkChange.WATERMARK_THEN_IDLE) {
            finishTimers();
            chain.status(WatermarkStatus.IDLE);
        }
    }

    /** Fires what is left without a pause, where something must not come before it. */
    private void finishTimers() throws Exception {
        while (firingTimers) {
            firingTimers = !chain.advanceWatermark(pendingWatermark, TurnBudget.UNLIMITED);
        }
    }

    private void advanceTimers() throws Exception {
        if (chain.advanceWatermark(pendingWatermark, this)) {
            firingTimers = false;
        }
    }

    private void endSource(SourceDriver<?> driver) throws Exception {
        sourceOpen = false;
        driver.endEventTime();
        endData();
    }

    private void endData() throws Exception {
        finishTimers();
        chain.endInput();
        if (chain.isDrained()) {
            finishData();
        } else {
            draining = true;
        }
    }

    private void finishData() throws Exception {
        draining = false;
        if (!finishedBefore) {
            chain.finish();
        }
        shell.timers().silence();
        outputs.control(EndOfInput.INSTANCE);
        barriers.dataEnded();
    }

    /** A source passes a barrier when it is told to, between two records. */
    void trigger(CheckpointBarrier barrier) throws Exception {
        if (source != null && barrier.kind() == CheckpointBarrier.Kind.DRAIN && sourceOpen) {
            endSource(source);
        }
        if (barrier.stops()) {
            sourceResumed = false;
        }
        barriers.onTrigger(barrier);
    }

    /** A checkpoint, which may have stopped the job, will not complete: go on. */
    void resumeSource() {
        sourceResumed = true;
        shell.wakeUp();
    }
}
