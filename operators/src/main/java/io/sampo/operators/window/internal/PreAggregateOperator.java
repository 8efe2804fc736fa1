/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import io.sampo.core.function.AggregateFunction;
import io.sampo.core.function.KeySelector;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.graph.JobSettings;
import io.sampo.operators.window.Partial;
import io.sampo.state.keygroup.KeyGroups;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates records before they are dealt out by key, so that one partial travels in the place of
 * many records. A partial leaves before the watermark that ends the first window of its slice,
 * before a barrier, and before the stream becomes idle; so nothing comes later than it would have,
 * and nothing has to be remembered.
 *
 * <p>A stream that was idle may not hold back the watermark of those who receive, for who knows how
 * long: it counts once it has caught up with the others (SEMANTICS rule 12), and nobody tells here
 * when. So from then on partials leave after {@link #LONGEST_MILLIS}, whatever the watermark.
 *
 * <p>A record behind the watermark goes on at once: windows that are past here may be open where it
 * is going.
 *
 * @param <T> type of the records
 * @param <K> type of the keys
 * @param <A> type of the accumulators
 */
public final class PreAggregateOperator<T, K, A> extends BasicOperator<T, Partial<K, A>> {
    /** For how long records are kept of a stream that was idle: about as long as in a frame. */
    static final int LONGEST_MILLIS = 5;

    private final SliceShape shape;
    private final KeySelector<? super T, K> selector;
    private final AggregateFunction<T, A, ?> function;
    private @Nullable PartialTable<T, K, A> table;
    private @Nullable OperatorContext context;

    /** Null if no record is ever changed. */
    private @Nullable ValueSerializer<T> copier;

    private long currentWatermark = Long.MIN_VALUE;
    private long sentUntil = Long.MIN_VALUE;
    private boolean wasIdle;
    private boolean sendScheduled;

    private @Nullable Class<?> keyClass;
    private @Nullable KeyType<K> keyType;

    /** Records mostly come for one slice for a while. */
    private long recentSlice;

    private long recentSliceEnd = Long.MIN_VALUE;

    /** Creates the operator around its own copies of the functions. */
    PreAggregateOperator(
            SliceShape shape,
            KeySelector<? super T, K> selector,
            AggregateFunction<T, A, ?> function) {
        this.shape = shape;
        this.selector = selector;
        this.function = function;
    }

    @Override
    public void open(OperatorContext operatorContext, Output<Partial<K, A>> output)
            throws Exception {
        super.open(operatorContext, output);
        context = operatorContext;
        table = new PartialTable<>(function, output::collect);
        if (!JobSettings.recordsAreImmutable(operatorContext.settings())) {
            copier =
                    operatorContext
                            .serialization()
                            .forWire("input of operator '" + operatorContext.operator() + "'");
        }
    }

    @Override
    public void process(T record, long timestamp) throws Exception {
        // accumulators and keys may keep parts of it, and whoever emitted it may change it
        T own = copier == null ? record : copier.copy(record);
        K key = selector.getKey(own);
        if (timestamp <= currentWatermark || !canBeKept(key)) {
            A single = function.add(own, function.createAccumulator());
            output().collect(new Partial<>(key, single, 1), timestamp);
            return;
        }
        if (timestamp < recentSlice || timestamp >= recentSliceEnd) {
            recentSlice = shape.sliceAt(timestamp);
            recentSliceEnd = recentSlice + shape.slice();
        }
        KeyType<K> type = typeOf(key);
        table().add(own, timestamp, type, key, KeyGroups.hash(type, key), recentSlice);
        if (wasIdle && !sendScheduled) {
            scheduleSend();
        }
    }

    @SuppressWarnings("NullAway") // set in open
    private void scheduleSend() {
        sendScheduled = true;
        context.schedule(
                context.clock().currentTimeMillis() + LONGEST_MILLIS,
                time -> {
                    sendScheduled = false;
                    table().sendAll();
                });
    }

    /** Nulls are refused, and arrays copied, where records are dealt out. */
    private static boolean canBeKept(Object key) {
        return key != null && !(key instanceof byte[]);
    }

    @SuppressWarnings("unchecked") // keys have one class
    private KeyType<K> typeOf(K key) {
        KeyType<K> known = keyType;
        if (known == null || key.getClass() != keyClass) {
            known = KeyType.of((Class<K>) key.getClass());
            keyType = known;
            keyClass = key.getClass();
        }
        return known;
    }

    @Override
    public void watermark(long timestamp) throws Exception {
        currentWatermark = timestamp;
        if (timestamp == Watermark.MAX) {
            table().sendAll();
        } else {
            long limit = shape.lastEndUntil(timestamp);
            if (limit > sentUntil) {
                sentUntil = limit;
                table().sendUntil(limit);
            }
        }
        super.watermark(timestamp);
    }

    @Override
    public void status(WatermarkStatus status) throws Exception {
        if (status == WatermarkStatus.IDLE) {
            wasIdle = true;
            table().sendAll();
        }
        super.status(status);
    }

    @Override
    public void prepareSnapshot(long checkpointId) {
        table().sendAll();
    }

    private PartialTable<T, K, A> table() {
        if (table == null) {
            throw new IllegalStateException("The operator was not opened: operator=" + getClass());
        }
        return table;
    }
}
