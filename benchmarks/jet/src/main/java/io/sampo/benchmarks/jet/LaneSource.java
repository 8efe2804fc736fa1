/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.jet;

import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.BroadcastKey;
import com.hazelcast.jet.core.EventTimeMapper;
import com.hazelcast.jet.core.EventTimePolicy;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.pipeline.Sources;
import com.hazelcast.jet.pipeline.StreamSource;
import io.sampo.benchmarks.measure.Events;
import io.sampo.benchmarks.measure.Stopwatch;
import org.jspecify.annotations.Nullable;

/**
 * The events 0 to {@code count} - 1, each made from its index: processor s of p makes s, s + p, s +
 * 2p, ... It is not restored; no workload here fails.
 *
 * @param <T> type of the events
 */
final class LaneSource<T> extends AbstractProcessor {
    private final EventTimeMapper<T> times;
    private final Events<T> events;
    private final long count;
    private int lane;
    private long next;
    private int step;
    private @Nullable Traverser<Object> pending;

    private LaneSource(EventTimePolicy<? super T> policy, Events<T> events, long count) {
        times = new EventTimeMapper<>(policy);
        this.events = events;
        this.count = count;
    }

    static <T> StreamSource<T> of(long count, Events<T> events) {
        return Sources.streamFromProcessorWithWatermarks(
                "events",
                false,
                policy -> ProcessorMetaSupplier.of(() -> new LaneSource<>(policy, events, count)));
    }

    @Override
    protected void init(Context context) {
        lane = context.globalProcessorIndex();
        next = lane;
        step = context.totalParallelism();
        times.addPartitions(1);
        Stopwatch.first();
    }

    @Override
    public boolean complete() {
        Traverser<Object> items = pending;
        if (items != null && !emitFromTraverser(items)) {
            return false;
        }
        while (next < count) {
            if (events.notDueFor(next) > 0) {
                pending = null;
                return false;
            }
            items = times.flatMapEvent(events.event(next), 0, EventTimeMapper.NO_NATIVE_TIME);
            next += step;
            if (!emitFromTraverser(items)) {
                pending = items;
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean saveToSnapshot() {
        return tryEmitToSnapshot(BroadcastKey.broadcastKey(lane), next);
    }
}
