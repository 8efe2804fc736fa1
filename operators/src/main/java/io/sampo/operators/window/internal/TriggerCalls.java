/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.metric.MetricGroup;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.window.Trigger;
import io.sampo.operators.window.TriggerResult;
import io.sampo.operators.window.Window;
import io.sampo.state.ListState;
import io.sampo.state.ReducingState;
import io.sampo.state.State;
import io.sampo.state.StateDescriptor;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.KeyedStates;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.TableSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls a trigger, and is what it sees of the window it is called for. */
final class TriggerCalls<T, W extends Window> implements Trigger.MergeContext {
    private final Trigger<? super T, ? super W> trigger;
    private final KeyedTimers<W> timers;
    private final KeyedStateBackend<Object> backend;
    private final NamespaceType<W> windows;
    private final NamedStates<W> states;
    private final MetricGroup metrics;

    private @Nullable W window;
    private List<W> merged = List.of();
    private final List<StateDescriptor<?>> mergedStates = new ArrayList<>();

    TriggerCalls(
            Trigger<? super T, ? super W> trigger,
            KeyedTimers<W> timers,
            KeyedStateBackend<Object> backend,
            NamespaceType<W> windows,
            KeyedStates states,
            MetricGroup metrics) {
        this.trigger = trigger;
        this.timers = timers;
        this.backend = backend;
        this.windows = windows;
        this.states = new NamedStates<>(states, windows, "trigger/");
        this.metrics = metrics;
    }

    TriggerResult onElement(T record, long timestamp, W in) throws Exception {
        window = in;
        return trigger.onElement(record, timestamp, in, this);
    }

    TriggerResult onEventTime(long time, W in) throws Exception {
        window = in;
        return trigger.onEventTime(time, in, this);
    }

    TriggerResult onProcessingTime(long time, W in) throws Exception {
        window = in;
        return trigger.onProcessingTime(time, in, this);
    }

    /**
     * The state of the old windows is still there when the trigger clears them, since it may tell
     * which timers are theirs.
     */
    void onMerge(W result, List<W> mergedWindows) throws Exception {
        window = result;
        merged = mergedWindows;
        mergedStates.clear();
        trigger.onMerge(result, this);
        merged = List.of();
        for (W gone : mergedWindows) {
            clear(gone);
            for (StateDescriptor<?> state : mergedStates) {
                states.get(state, gone).clear();
            }
        }
    }

    void clear(W gone) throws Exception {
        window = gone;
        trigger.clear(gone, this);
    }

    private W window() {
        if (window == null) {
            throw new IllegalStateException("The context was used outside a call");
        }
        return window;
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
    public void registerEventTimeTimer(long timestamp) {
        timers.registerEventTimeTimer(timestamp, window());
    }

    @Override
    public void registerProcessingTimeTimer(long timestamp) {
        timers.registerProcessingTimeTimer(timestamp, window());
    }

    @Override
    public void deleteEventTimeTimer(long timestamp) {
        timers.deleteEventTimeTimer(timestamp, window());
    }

    @Override
    public void deleteProcessingTimeTimer(long timestamp) {
        timers.deleteProcessingTimeTimer(timestamp, window());
    }

    @Override
    public MetricGroup metrics() {
        return metrics;
    }

    @Override
    public <S extends State> S partitionedState(StateDescriptor<S> descriptor) {
        return states.get(descriptor, window());
    }

    @Override
    public void mergePartitionedState(StateDescriptor<?> descriptor) throws Exception {
        if (descriptor instanceof StateDescriptor.Listing<?> list) {
            mergeLists(list);
        } else if (descriptor instanceof StateDescriptor.Reducing<?> reducing) {
            mergeReductions(reducing);
        } else if (descriptor instanceof StateDescriptor.Aggregating<?, ?, ?> aggregating) {
            mergeAggregates(aggregating);
        } else {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A trigger cannot merge state of this kind: state='"
                            + descriptor.name()
                            + "' kind="
                            + descriptor.getClass().getSimpleName()
                            + " trigger="
                            + trigger
                            + ". Use a list, a reduction or an aggregate.");
        }
        mergedStates.add(descriptor);
    }

    private <V> void mergeLists(StateDescriptor.Listing<V> descriptor) {
        for (W source : merged) {
            ListState<V> state = states.get(descriptor, source);
            List<V> moved = new ArrayList<>();
            state.get().forEach(moved::add);
            states.get(descriptor, window()).addAll(moved);
        }
    }

    private <V> void mergeReductions(StateDescriptor.Reducing<V> descriptor) throws Exception {
        for (W source : merged) {
            ReducingState<V> state = states.get(descriptor, source);
            V moved = state.get();
            if (moved != null) {
                states.get(descriptor, window()).add(moved);
            }
        }
    }

    private <I, A, R> void mergeAggregates(StateDescriptor.Aggregating<I, A, R> descriptor) {
        String name = states.renamed(descriptor).name();
        var table =
                backend.valueTable(new TableSpec<>(name, windows, descriptor.accumulatorType()));
        A all = table.get(window());
        for (W source : merged) {
            A moved = table.get(source);
            if (moved != null) {
                all = all == null ? moved : descriptor.function().merge(all, moved);
            }
        }
        if (all != null) {
            table.put(window(), all);
        }
    }
}
