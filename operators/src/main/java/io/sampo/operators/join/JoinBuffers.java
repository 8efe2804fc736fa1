/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import io.sampo.core.type.TypeInfo;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.process.TimerCallbacks;
import io.sampo.state.backend.ListTable;
import io.sampo.state.backend.TableSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of both streams of an interval join, by key and by stretches of time, so that a
 * probe reads those only that its interval touches, whatever the backend. A stretch goes when no
 * record that is not late can meet one of its records any more: there is one timer for all of it.
 *
 * <p>A record that is to be shown if it meets nobody waits for that, with a timer of its own, and
 * moves to the others with the first that it meets.
 */
final class JoinBuffers implements TimerCallbacks<JoinBucket> {
    private final JoinInterval<?, ?> interval;
    private final long bucketMillis;
    private final ListTable<JoinBucket, Stamped<Object>> buckets;
    private final KeyedTimers<JoinBucket> timers;
    private final Alone alone;

    /** Takes a record that lies in the interval. */
    @FunctionalInterface
    interface Match {
        void with(Object other, long timestamp) throws Exception;
    }

    /** Takes a record that has met nobody, and will not. */
    @FunctionalInterface
    interface Alone {
        void is(boolean left, Object record, long timestamp) throws Exception;
    }

    /** Binds to the operator's state; to be created, once, when the operator opens. */
    @SuppressWarnings("unchecked") // the type of a record in it is told by the record
    JoinBuffers(OperatorContext context, JoinInterval<?, ?> interval, Alone alone) {
        this.alone = alone;
        this.interval = interval;
        bucketMillis = interval.pieceMillis();
        JoinBucket.Type type = new JoinBucket.Type(bucketMillis, interval.kind());
        TypeInfo<?> stamped = TypeInfo.of(Stamped.class);
        buckets =
                context.keyedState()
                        .listTable(
                                new TableSpec<>(
                                        "join-buffers", type, (TypeInfo<Stamped<Object>>) stamped));
        timers = new KeyedTimers<>(context, type, this);
    }

    KeyedTimers<JoinBucket> timers() {
        return timers;
    }

    /** Returns whether a record comes too late (SEMANTICS rule 66). */
    boolean isLate(long timestamp) {
        return timestamp < timers.watermarkOfKey();
    }

    /**
     * Keeps a record, if one of the other stream can still come for it.
     *
     * @param met whether it has met one already
     */
    void add(boolean left, Object record, long timestamp, boolean met) throws Exception {
        boolean waits = !met && interval.kind().shows(left);
        long goesAt = goesAt(left, timestamp);
        if (goesAt <= timers.watermarkOfKey()) {
            if (waits) {
                alone.is(left, record, timestamp);
            }
            return;
        }
        JoinBucket bucket = new JoinBucket(left, waits, bucketOf(timestamp));
        Stamped<Object> stamped = new Stamped<>(record, timestamp);
        if (waits) {
            timers.registerEventTimeTimer(goesAt, bucket);
            buckets.add(bucket, stamped);
        } else {
            keep(bucket, stamped);
        }
    }

    private void keep(JoinBucket bucket, Stamped<Object> record) {
        if (buckets.isEmpty(bucket)) {
            timers.registerEventTimeTimer(goesAt(bucket), bucket);
        }
        buckets.add(bucket, record);
    }

    /**
     * Finds the records of the other stream that lie in the interval of a record, and returns
     * whether there are any.
     */
    boolean probe(boolean left, long timestamp, Match match) throws Exception {
        boolean met = false;
        long from = plus(timestamp, left ? interval.lower() : -interval.upper());
        long to = plus(timestamp, left ? interval.upper() : -interval.lower());
        long last = bucketOf(to);
        for (long index = bucketOf(from); index <= last; index++) {
            for (Stamped<Object> other : buckets.get(new JoinBucket(!left, false, index))) {
                if (other.timestamp() >= from && other.timestamp() <= to) {
                    match.with(other.value(), other.timestamp());
                    met = true;
                }
            }
            if (interval.kind().shows(!left)) {
                met |= probeWaiting(new JoinBucket(!left, true, index), from, to, match);
            }
        }
        return met;
    }

    private boolean probeWaiting(JoinBucket waiting, long from, long to, Match match)
            throws Exception {
        List<Stamped<Object>> left = new ArrayList<>();
        List<Stamped<Object>> meeting = new ArrayList<>();
        for (Stamped<Object> other : buckets.get(waiting)) {
            boolean meets = other.timestamp() >= from && other.timestamp() <= to;
            (meets ? meeting : left).add(other);
        }
        if (meeting.isEmpty()) {
            return false;
        }
        buckets.put(waiting, left);
        for (Stamped<Object> other : meeting) {
            keep(new JoinBucket(waiting.left(), false, waiting.index()), other);
            match.with(other.value(), other.timestamp());
        }
        return true;
    }

    @Override
    public void onEventTime(long timestamp, JoinBucket bucket) throws Exception {
        if (bucket.waiting()) {
            showAlone(bucket);
            return;
        }
        long goes = goesAt(bucket);
        if (goes > timestamp) {
            // Restored by a program whose interval lies elsewhere.
            timers.registerEventTimeTimer(goes, bucket);
        } else {
            buckets.remove(bucket);
        }
    }

    /** Shows all of a stretch at once that nobody can come for; so it is read once a watermark. */
    private void showAlone(JoinBucket waiting) throws Exception {
        List<Stamped<Object>> left = new ArrayList<>();
        List<Stamped<Object>> gone = new ArrayList<>();
        for (Stamped<Object> record : buckets.get(waiting)) {
            boolean goes = goesAt(waiting.left(), record.timestamp()) <= timers.currentWatermark();
            (goes ? gone : left).add(record);
        }
        if (gone.isEmpty()) {
            // It has met somebody since, or lies elsewhere for the interval of now.
            left.forEach(
                    record ->
                            timers.registerEventTimeTimer(
                                    goesAt(waiting.left(), record.timestamp()), waiting));
            return;
        }
        buckets.put(waiting, left);
        for (Stamped<Object> record : gone) {
            timers.deleteEventTimeTimer(goesAt(waiting.left(), record.timestamp()), waiting);
            alone.is(waiting.left(), record.value(), record.timestamp());
        }
    }

    @Override
    public void onProcessingTime(long timestamp, JoinBucket bucket) {
        throw new IllegalStateException("No such timer is set: bucket=" + bucket);
    }

    private long bucketOf(long timestamp) {
        return Math.floorDiv(timestamp, bucketMillis);
    }

    private long goesAt(JoinBucket bucket) {
        long first = bucket.index() * bucketMillis;
        return goesAt(bucket.left(), plus(first, bucketMillis - 1));
    }

    /**
     * Returns the watermark at which a record is not needed any more: one of the other stream that
     * meets it would be late.
     */
    long goesAt(boolean left, long timestamp) {
        return plus(timestamp, (left ? interval.upper() : -interval.lower()) + 1);
    }

    /** Adds so that the ends of time stay the ends. */
    private static long plus(long timestamp, long millis) {
        long sum = timestamp + millis;
        if (((timestamp ^ sum) & (millis ^ sum)) < 0) {
            return millis < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }
}
