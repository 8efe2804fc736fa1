/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import io.sampo.core.type.TypeInfo;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.function.FilterFunction;
import io.sampo.operators.function.ProcessJoinFunction;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.process.TimerCallbacks;
import io.sampo.state.backend.ListTable;
import io.sampo.state.backend.MapTable;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.TableSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Joins each left record with the version of its key that was valid at its time (SEMANTICS rule
 * 69): it waits until the watermark has reached that time, for all versions up to it to be there.
 *
 * @param <A> type of the left stream, the first input
 * @param <B> type of the versions, the second input
 * @param <O> type of the results
 */
public final class TemporalJoinOperator<A, B, O> extends PairingOperator<A, B, O>
        implements TimerCallbacks<JoinBucket> {
    /** A bucket is a millisecond. */
    private static final JoinBucket.Type MOMENTS = new JoinBucket.Type(1, JoinKind.INNER);

    private final TemporalMatch<B> match;
    private @Nullable KeyedTimers<JoinBucket> timers;
    private @Nullable ListTable<JoinBucket, A> waiting;
    private @Nullable MapTable<NoNamespace, Long, B> versions;

    /**
     * What counts as a match.
     *
     * @param <B> type of the versions
     * @param outer whether a left record without a valid version is joined with null
     * @param deletion tells the versions that say there is none from then on; null if none does
     */
    public record TemporalMatch<B>(boolean outer, @Nullable FilterFunction<? super B> deletion)
            implements Serializable {}

    /** Creates the operator around its own copies of the functions. */
    public TemporalJoinOperator(
            TemporalMatch<B> match, ProcessJoinFunction<A, @Nullable B, O> function) {
        super(function);
        this.match = match;
    }

    @Override
    @SuppressWarnings("unchecked") // the type of a record is told by the record
    KeyedTimers<?> bind(OperatorContext context) {
        var left =
                new TableSpec<JoinBucket, A>("waiting", MOMENTS, (TypeInfo<A>) TypeInfo.unknown());
        var right =
                new TableSpec<NoNamespace, B>(
                        "versions", NamespaceType.NONE, (TypeInfo<B>) TypeInfo.unknown());
        waiting = context.keyedState().listTable(left);
        versions = context.keyedState().mapTable(right, Long.class);
        timers = new KeyedTimers<>(context, MOMENTS, this);
        return timers;
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void processFirst(A left, long timestamp) {
        checkTimestamp(timestamp, "a temporal join");
        JoinBucket moment = new JoinBucket(true, false, timestamp);
        waiting.add(moment, left);
        timers.registerEventTimeTimer(timestamp, moment);
    }

    @Override
    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    public void processSecond(B version, long timestamp) {
        checkTimestamp(timestamp, "a temporal join");
        versions.put(NoNamespace.INSTANCE, timestamp, version);
        timers.registerEventTimeTimer(timestamp, new JoinBucket(false, false, timestamp));
    }

    @Override
    public void onEventTime(long timestamp, JoinBucket moment) throws Exception {
        if (moment.left()) {
            joinAll(moment);
        } else {
            dropBefore(newestUntil(timestamp));
        }
    }

    @SuppressWarnings("NullAway") // set in open; null is what an outer join promises its function
    private void joinAll(JoinBucket moment) throws Exception {
        List<A> lefts = new ArrayList<>();
        waiting.get(moment).forEach(lefts::add);
        waiting.remove(moment);
        long since = newestUntil(moment.index());
        B version = since == Long.MIN_VALUE ? null : versions.get(NoNamespace.INSTANCE, since);
        if (version != null && match.deletion() != null && match.deletion().filter(version)) {
            version = null;
            since = Long.MIN_VALUE;
        }
        if (version != null || match.outer()) {
            for (A left : lefts) {
                join(left, moment.index(), version, since);
            }
        }
    }

    /**
     * Returns when the version began that is valid at a time; the least of all if there is none.
     */
    @SuppressWarnings("NullAway") // set in open
    private long newestUntil(long timestamp) {
        long newest = Long.MIN_VALUE;
        Iterator<Map.Entry<Long, B>> entries = versions.entries(NoNamespace.INSTANCE);
        while (entries.hasNext()) {
            long begun = entries.next().getKey();
            newest = begun <= timestamp ? Math.max(newest, begun) : newest;
        }
        return newest;
    }

    /** What no left record that is not late can ask for any more. */
    @SuppressWarnings("NullAway") // set in open
    private void dropBefore(long valid) {
        Iterator<Map.Entry<Long, B>> entries = versions.entries(NoNamespace.INSTANCE);
        while (entries.hasNext()) {
            if (entries.next().getKey() < valid) {
                entries.remove();
            }
        }
    }

    @Override
    public void onProcessingTime(long timestamp, JoinBucket moment) {
        throw new IllegalStateException("No such timer is set: moment=" + moment);
    }
}
