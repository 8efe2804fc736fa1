/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.trigger;

import io.sampo.core.type.LambdaTypes;
import io.sampo.core.type.TypeInfo;
import io.sampo.operators.function.DeltaFunction;
import io.sampo.operators.window.Trigger;
import io.sampo.operators.window.TriggerResult;
import io.sampo.operators.window.Window;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import org.jspecify.annotations.Nullable;

/**
 * Fires when a record is more than a threshold apart from the one that it fired with last, or from
 * the first one of the window; not at the end of the window. For windows that do not merge.
 *
 * @param <T> type of the records
 */
public final class DeltaTrigger<T> extends Trigger<T, Window> {
    private static final long serialVersionUID = 1L;

    private final double threshold;
    private final DeltaFunction<T> function;

    /** Made once in each subtask. */
    private transient @Nullable StateDescriptor<ValueState<T>> last;

    private DeltaTrigger(double threshold, DeltaFunction<T> function) {
        this.threshold = threshold;
        this.function = function;
    }

    /**
     * Returns a trigger with this threshold.
     *
     * @param threshold a record fires if its distance is more than that
     * @param function the distance of a new record from the remembered one
     */
    public static <T> DeltaTrigger<T> of(double threshold, DeltaFunction<T> function) {
        return new DeltaTrigger<>(threshold, function);
    }

    @Override
    public TriggerResult onElement(T record, long timestamp, Window window, Context context) {
        ValueState<T> remembered = context.partitionedState(last());
        T before = remembered.value();
        if (before == null) {
            remembered.update(record);
            return TriggerResult.CONTINUE;
        }
        if (function.delta(before, record) > threshold) {
            remembered.update(record);
            return TriggerResult.FIRE;
        }
        return TriggerResult.CONTINUE;
    }

    @SuppressWarnings("unchecked") // the function's own type
    private StateDescriptor<ValueState<T>> last() {
        StateDescriptor<ValueState<T>> known = last;
        if (known == null) {
            var type = (TypeInfo<T>) LambdaTypes.typeArgument(function, DeltaFunction.class, 0);
            known = new StateDescriptor.Value<>("last", type);
            last = known;
        }
        return known;
    }

    @Override
    public TriggerResult onEventTime(long time, Window window, Context context) {
        return TriggerResult.CONTINUE;
    }

    @Override
    public TriggerResult onProcessingTime(long time, Window window, Context context) {
        return TriggerResult.CONTINUE;
    }

    @Override
    public void clear(Window window, Context context) {
        context.partitionedState(last()).clear();
    }

    @Override
    public String toString() {
        return "DeltaTrigger(" + threshold + ")";
    }
}
