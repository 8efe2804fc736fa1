/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.core.element.Watermark;
import io.sampo.core.metric.Counter;
import io.sampo.core.time.Clock;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.OperatorContext.Cancellable;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.graph.ExecutionSettings;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.TimerQueue;
import io.sampo.state.backend.TimerQueue.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The timers of one keyed operator, and its watermark (SEMANTICS rules 14, 20 and 36 to 41). The
 * timers lie in the keyed state; here is the loop that fires them, in slices, so that a burst does
 * not keep the subtask from other work.
 *
 * <p>A timer of processing time fires once the clock shows a <em>later</em> time: a record that
 * comes in the same millisecond still belongs before it, as one with the timestamp of the watermark
 * does. One call is scheduled with the runtime, for the earliest of them.
 *
 * @param <N> type of the timers' namespaces
 */
public final class KeyedTimers<N> {
    /** Name of the event-time timers in the keyed state. */
    public static final String EVENT_TIMERS = "event-timers";

    /** Name of the processing-time timers in the keyed state. */
    public static final String PROCESSING_TIMERS = "processing-timers";

    private static final Logger LOG = LoggerFactory.getLogger(KeyedTimers.class);

    /**
     * A burst of processing-time timers gives way to other work after so many, or after so long.
     */
    private static final int SLICE = 512;

    private static final long SLICE_NANOS = 1_000_000;
    private static final int CLOCK_CHECK_MASK = 15;

    private final OperatorContext context;
    private final KeyedStateBackend<Object> backend;
    private final TimerCallbacks<N> callbacks;
    private final TimerQueue<Object, N> eventTimers;
    private final TimerQueue<Object, N> processingTimers;
    private final StoredWatermark storedWatermark;
    private final KeyGroupWatermarks keyGroupWatermarks;
    private final Clock clock;
    private final Counter dropped;
    private final boolean batch;

    private DueRows dueRows = DueRows.NONE;

    private long currentWatermark;

    /**
     * The watermark without the last of all. That one says that the input has ended, not what is
     * late: a job that goes on from its final checkpoint with more input must not drop it all.
     */
    private long lastingWatermark;

    private @Nullable Cancellable scheduled;

    /** The timer that {@link #scheduled} is for; {@code Long.MAX_VALUE} if there is none. */
    private long scheduledTimer = Long.MAX_VALUE;

    private boolean firing;

    /** Binds to the operator's state; to be created, once, when the operator opens. */
    public KeyedTimers(
            OperatorContext context, NamespaceType<N> namespaces, TimerCallbacks<N> callbacks) {
        this.context = context;
        this.callbacks = callbacks;
        backend = context.keyedState();
        eventTimers = backend.timers(EVENT_TIMERS, namespaces);
        processingTimers = backend.timers(PROCESSING_TIMERS, namespaces);
        storedWatermark = new StoredWatermark(context);
        currentWatermark = storedWatermark.restored();
        lastingWatermark = currentWatermark;
        keyGroupWatermarks = new KeyGroupWatermarks(context, currentWatermark);
        clock = context.clock();
        dropped = context.metrics().counter("numTimersDropped");
        batch = ExecutionSettings.isBatch(context.settings());
    }

    /** Fires these rows as well, in the order of time; to be called when the operator opens. */
    public void fireAlso(DueRows rows) {
        dueRows = rows;
    }

    /** Schedules what was restored: whatever is past due fires at once. */
    public void start() {
        scheduleFirst();
    }

    /** Returns the watermark, {@code Long.MIN_VALUE} before the first. */
    public long currentWatermark() {
        return currentWatermark;
    }

    /**
     * Returns the highest watermark that the current key has seen: that of this subtask, or, as
     * long as that is behind, the one that the key had come to before a restore. What is late is
     * judged by it, and windows up to it have fired.
     */
    public long watermarkOfKey() {
        return Math.max(currentWatermark, keyGroupWatermarks.ofCurrentKey());
    }

    /**
     * Returns whether the current key had seen a timestamp go by before a restore which this
     * subtask comes to again: what fires then has fired for it.
     */
    public boolean wasPassedBeforeRestore(long timestamp) {
        return timestamp <= keyGroupWatermarks.ofCurrentKey();
    }

    /** Returns the wall-clock time in milliseconds. */
    public long currentProcessingTime() {
        return clock.currentTimeMillis();
    }

    /** Sets a timer of the current key; once for each (key, timestamp, namespace). */
    public void registerEventTimeTimer(long timestamp, N namespace) {
        eventTimers.add(timestamp, namespace);
    }

    /** Removes a timer of the current key, if it is set. */
    public void deleteEventTimeTimer(long timestamp, N namespace) {
        eventTimers.remove(timestamp, namespace);
    }

    /**
     * Sets a timer of the current key; once for each (key, timestamp, namespace). In bounded mode
     * it fires at the end of the key, and one that is set then is dropped: a timer that sets the
     * next one would keep the key for ever.
     */
    public void registerProcessingTimeTimer(long timestamp, N namespace) {
        if (batch) {
            if (currentWatermark == Watermark.MAX) {
                dropped.increment();
            } else {
                processingTimers.add(timestamp, namespace);
            }
            return;
        }
        if (processingTimers.add(timestamp, namespace) && timestamp < scheduledTimer && !firing) {
            schedule(timestamp);
        }
    }

    /** Removes a timer of the current key, if it is set. */
    public void deleteProcessingTimeTimer(long timestamp, N namespace) {
        processingTimers.remove(timestamp, namespace);
    }

    /**
     * Takes a watermark, and fires the event-time timers up to it until none is left or the budget
     * is used up. A watermark that is not above the restored one fires nothing. In bounded mode the
     * key ends with it: the timers of processing time fire as well, and the next key begins with
     * the lowest watermark.
     *
     * @return whether none is left
     * @throws Exception from the callbacks
     */
    public boolean advance(long watermark, TurnBudget budget) throws Exception {
        if (watermark < currentWatermark) {
            return true;
        }
        currentWatermark = watermark;
        if (watermark != Watermark.MAX) {
            lastingWatermark = watermark;
        }
        if (batch) {
            return endKey(budget);
        }
        if (!fireEventTimers(watermark, budget)) {
            return false;
        }
        keyGroupWatermarks.advanced(lastingWatermark);
        return true;
    }

    private boolean fireEventTimers(long watermark, TurnBudget budget) throws Exception {
        while (true) {
            long next = dueRows.nextTimestamp();
            if (next <= watermark && next < eventTimers.nextTimestamp()) {
                if (!dueRows.fire(budget)) {
                    return false;
                }
                continue;
            }
            if (eventTimers.nextTimestamp() > watermark) {
                return true;
            }
            if (budget.exhausted()) {
                return false;
            }
            Timer<Object, N> timer = eventTimers.pollUntil(watermark);
            if (timer == null) {
                return true;
            }
            backend.setCurrentKey(timer.key(), timer.keyHash());
            callbacks.onEventTime(timer.timestamp(), timer.namespace());
        }
    }

    private boolean endKey(TurnBudget budget) throws Exception {
        while (fireEventTimers(Watermark.MAX, budget)) {
            Timer<Object, N> timer = processingTimers.pollUntil(Long.MAX_VALUE);
            if (timer == null) {
                currentWatermark = Watermark.MIN;
                return true;
            }
            backend.setCurrentKey(timer.key(), timer.keyHash());
            callbacks.onProcessingTime(timer.timestamp(), timer.namespace());
        }
        return false;
    }

    /** Returns whether a watermark is news to the operators behind this one after a restore. */
    public boolean isCurrent(long watermark) {
        return watermark >= currentWatermark;
    }

    /** Puts the watermark into the operator's state; to be called for every snapshot. */
    public void snapshotState() {
        storedWatermark.store(lastingWatermark);
        keyGroupWatermarks.store(lastingWatermark);
    }

    /** Drops the timers of processing time: the input has ended, and they will not fire. */
    public void finish() {
        cancelScheduled();
        long count = 0;
        while (processingTimers.pollUntil(Long.MAX_VALUE) != null) {
            count++;
        }
        if (count > 0) {
            dropped.add(count);
            LOG.warn(
                    "Timers of processing time are dropped at the end of the input:"
                            + " operator={} subtask={} timers={}",
                    context.operator(),
                    context.subtaskIndex(),
                    count);
        }
    }

    private void onTime(long scheduledMillis) throws Exception {
        scheduled = null;
        scheduledTimer = Long.MAX_VALUE;
        // The clock may have been set back since; what was asked for has come all the same.
        long until = Math.max(clock.currentTimeMillis(), scheduledMillis) - 1;
        long endNanos = clock.nanoTime() + SLICE_NANOS;
        firing = true;
        try {
            for (int fired = 0; fired < SLICE && !isOver(fired, endNanos); fired++) {
                Timer<Object, N> timer = processingTimers.pollUntil(until);
                if (timer == null) {
                    break;
                }
                backend.setCurrentKey(timer.key(), timer.keyHash());
                callbacks.onProcessingTime(timer.timestamp(), timer.namespace());
            }
        } finally {
            firing = false;
        }
        scheduleFirst();
    }

    private boolean isOver(int fired, long endNanos) {
        return (fired & CLOCK_CHECK_MASK) == 0 && clock.nanoTime() - endNanos >= 0;
    }

    private void scheduleFirst() {
        long first = processingTimers.nextTimestamp();
        if (first < scheduledTimer) {
            schedule(first);
        }
    }

    private void schedule(long timestamp) {
        cancelScheduled();
        scheduledTimer = timestamp;
        scheduled = context.schedule(timestamp + 1, this::onTime);
    }

    private void cancelScheduled() {
        if (scheduled != null) {
            scheduled.cancel();
            scheduled = null;
        }
        scheduledTimer = Long.MAX_VALUE;
    }
}
