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

/**
 * What is kept of both streams of an interval join, by key and by stretches of time, so that a
 * probe reads those only that its interval touches, whatever the backend. A stretch goes when no
 * record that is not late can meet one of its records any more: there is one timer for all of it.
 */
final class JoinBuffers implements TimerCallbacks<JoinBucket> {
    private final JoinInterval<?, ?> interval;
    private final long bucketMillis;
    private final ListTable<JoinBucket, Stamped<Object>> buckets;
    private final KeyedTimers<JoinBucket> timers;

    /** Takes a record that lies in the interval. */
    @FunctionalInterface
    interface Match {
        void with(Object other, long timestamp) throws Exception;
    }

    /** Binds to the operator's state; to be created, once, when the operator opens. */
    @SuppressWarnings("unchecked") // the type of a record in it is told by the record
    JoinBuffers(OperatorContext context, JoinInterval<?, ?> interval) {
        this.interval = interval;
        bucketMillis = interval.pieceMillis();
        JoinBucket.Type type = new JoinBucket.Type(bucketMillis);
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
        return timestamp < timers.currentWatermark();
    }

    /** Keeps a record, if one of the other stream can still come for it. */
    void add(boolean left, Object record, long timestamp) {
        if (goesAt(left, timestamp) <= timers.currentWatermark()) {
            return;
        }
        JoinBucket bucket = new JoinBucket(left, bucketOf(timestamp));
        if (buckets.isEmpty(bucket)) {
            timers.registerEventTimeTimer(goesAt(bucket), bucket);
        }
        buckets.add(bucket, new Stamped<>(record, timestamp));
    }

    /** Finds the records of the other stream that lie in the interval of a record. */
    void probe(boolean left, long timestamp, Match match) throws Exception {
        long from = plus(timestamp, left ? interval.lower() : -interval.upper());
        long to = plus(timestamp, left ? interval.upper() : -interval.lower());
        long last = bucketOf(to);
        for (long index = bucketOf(from); index <= last; index++) {
            for (Stamped<Object> other : buckets.get(new JoinBucket(!left, index))) {
                if (other.timestamp() >= from && other.timestamp() <= to) {
                    match.with(other.value(), other.timestamp());
                }
            }
        }
    }

    @Override
    public void onEventTime(long timestamp, JoinBucket bucket) {
        long goes = goesAt(bucket);
        if (goes > timestamp) {
            // Restored by a program whose interval lies elsewhere.
            timers.registerEventTimeTimer(goes, bucket);
        } else {
            buckets.remove(bucket);
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
    private long goesAt(boolean left, long timestamp) {
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
