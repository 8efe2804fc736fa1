/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.process.KeyedTimers;
import io.sampo.operators.process.TimestampedCollector;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.Window;
import io.sampo.state.State;
import io.sampo.state.StateDescriptor;
import io.sampo.state.backend.KeyContext;
import io.sampo.state.backend.KeyedStates;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls a {@link ProcessWindowFunction} with what the window holds: a list, or one value. */
final class ProcessResults<K, W extends Window, V, I, R> implements WindowResults<W, V> {
    private final ProcessWindowFunction<I, R, K, W> function;
    private final boolean list;
    private final Surroundings<W> surroundings;
    private final TimestampedCollector<R> collector;
    private final CallContext context = new CallContext();
    private @Nullable W window;

    /**
     * Everything but the function.
     *
     * @param windowStates null if windows merge, and therefore have no state of their own
     */
    record Surroundings<W extends Window>(
            KeyContext<Object> keys,
            KeyedTimers<W> timers,
            @Nullable NamedStates<W> windowStates,
            NamedStates<NoNamespace> globalStates) {

        static <W extends Window> Surroundings<W> of(
                KeyContext<Object> keys,
                KeyedTimers<W> timers,
                KeyedStates states,
                NamespaceType<W> windows,
                boolean merging) {
            return new Surroundings<>(
                    keys,
                    timers,
                    merging ? null : new NamedStates<>(states, windows, "window/"),
                    new NamedStates<>(states, NamespaceType.NONE, ""));
        }
    }

    ProcessResults(
            ProcessWindowFunction<I, R, K, W> function,
            boolean list,
            Surroundings<W> surroundings,
            TimestampedCollector<R> collector) {
        this.function = function;
        this.list = list;
        this.surroundings = surroundings;
        this.collector = collector;
    }

    @Override
    @SuppressWarnings("unchecked") // the stream's keys; and contents as the operator was built
    public void emit(W firing, V contents) throws Exception {
        window = firing;
        collector.setTimestamp(firing.maxTimestamp());
        Iterable<I> elements = list ? (Iterable<I>) contents : List.of((I) contents);
        function.process((K) surroundings.keys.currentKey(), context, elements, collector);
    }

    @Override
    public void clear(W gone) throws Exception {
        window = gone;
        collector.setTimestamp(gone.maxTimestamp());
        function.clear(context);
    }

    private final class CallContext implements ProcessWindowFunction.Context<W> {
        @Override
        public W window() {
            if (window == null) {
                throw new IllegalStateException("The context was used outside a call");
            }
            return window;
        }

        @Override
        public long currentProcessingTime() {
            return surroundings.timers.currentProcessingTime();
        }

        @Override
        public long currentWatermark() {
            return surroundings.timers.watermarkOfKey();
        }

        @Override
        public <S extends State> S windowState(StateDescriptor<S> descriptor) {
            NamedStates<W> states = surroundings.windowStates;
            if (states == null) {
                throw new StreamException(
                        ErrorCode.INVALID_PROGRAM,
                        "Windows that merge have no state of their own: state='"
                                + descriptor.name()
                                + "'. Use globalState, which all windows of a key share.");
            }
            return states.get(descriptor, window());
        }

        @Override
        public <S extends State> S globalState(StateDescriptor<S> descriptor) {
            return surroundings.globalStates.get(descriptor, NoNamespace.INSTANCE);
        }

        @Override
        public <X> void output(OutputTag<X> tag, X value) {
            collector.collect(tag, value);
        }
    }
}
