/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.evictor;

import io.sampo.operators.function.DeltaFunction;
import io.sampo.operators.function.TimestampedValue;
import java.util.Iterator;

/**
 * Keeps the records that are less than a threshold apart from the one that came last (SEMANTICS
 * rule 34).
 *
 * @param <T> type of the records
 */
public final class DeltaEvictor<T> extends SidedEvictor<T> {
    private static final long serialVersionUID = 1L;

    private final double threshold;
    private final DeltaFunction<? super T> function;

    private DeltaEvictor(double threshold, DeltaFunction<? super T> function, boolean after) {
        super(after);
        this.threshold = threshold;
        this.function = function;
    }

    /**
     * Returns an evictor that evicts before the window's function.
     *
     * @param threshold a record goes if its distance is this or more
     * @param function the distance of a record from the last one
     */
    public static <T> DeltaEvictor<T> of(double threshold, DeltaFunction<? super T> function) {
        return of(threshold, function, false);
    }

    /**
     * As {@link #of(double, DeltaFunction)}.
     *
     * @param after whether it evicts after the function, which sees all, instead of before it
     */
    public static <T> DeltaEvictor<T> of(
            double threshold, DeltaFunction<? super T> function, boolean after) {
        return new DeltaEvictor<>(threshold, function, after);
    }

    @Override
    void evict(Iterable<TimestampedValue<T>> elements, int size) {
        if (size == 0) {
            return;
        }
        T last = last(elements);
        for (Iterator<TimestampedValue<T>> each = elements.iterator(); each.hasNext(); ) {
            if (function.delta(each.next().value(), last) >= threshold) {
                each.remove();
            }
        }
    }

    private static <T> T last(Iterable<TimestampedValue<T>> elements) {
        Iterator<TimestampedValue<T>> each = elements.iterator();
        T last = each.next().value();
        while (each.hasNext()) {
            last = each.next().value();
        }
        return last;
    }

    @Override
    public String toString() {
        return "DeltaEvictor(" + threshold + side() + ")";
    }
}
