/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.metric.MetricGroup;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.window.Evictor;
import io.sampo.operators.window.Window;

/**
 * Lets an evictor work before and after the function of the window, whose result is computed from
 * what is left (SEMANTICS rule 34).
 *
 * @param <T> type of the records
 * @param <W> type of the windows
 * @param <V> type of what is computed of the records
 */
final class EvictingResults<T, W extends Window, V>
        implements WindowResults<W, EvictableRecords<T>>, Evictor.Context {
    private final Evictor<T, W> evictor;
    private final Fold<T, V> fold;
    private final WindowResults<W, V> results;
    private final KeyedTimers<W> timers;
    private final MetricGroup metrics;

    @SuppressWarnings("unchecked") // it is only given records and windows, never asked for them
    EvictingResults(
            Evictor<? super T, ? super W> evictor,
            Fold<T, V> fold,
            WindowResults<W, V> results,
            KeyedTimers<W> timers,
            MetricGroup metrics) {
        this.evictor = (Evictor<T, W>) evictor;
        this.fold = fold;
        this.results = results;
        this.timers = timers;
        this.metrics = metrics;
    }

    @Override
    public void emit(W window, EvictableRecords<T> records) throws Exception {
        evictor.evictBefore(records, records.size(), window, this);
        records.close();
        V value = fold.of(records.values());
        if (value != null) {
            results.emit(window, value);
        }
        evictor.evictAfter(records, records.size(), window, this);
        records.close();
    }

    @Override
    public void clear(W window) throws Exception {
        results.clear(window);
    }

    @Override
    public long currentProcessingTime() {
        return timers.currentProcessingTime();
    }

    @Override
    public long currentWatermark() {
        return timers.watermarkOfKey();
    }

    @Override
    public MetricGroup metrics() {
        return metrics;
    }
}
