/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.connect;

import io.sampo.core.time.Clock;
import io.sampo.operators.function.BroadcastProcessFunction;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.process.PlainCalls;
import io.sampo.operators.process.TimestampedCollector;
import io.sampo.state.BroadcastState;
import io.sampo.state.ReadOnlyBroadcastState;
import io.sampo.state.StateDescriptor;

/** What a function sees of records of a broadcast stream; one object for all calls. */
final class BroadcastCalls implements BroadcastProcessFunction.Context {
    private final PlainCalls plain;
    private final DeclaredBroadcast states;

    BroadcastCalls(TimestampedCollector<?> collector, Clock clock, DeclaredBroadcast states) {
        this.plain = new PlainCalls(collector, clock);
        this.states = states;
    }

    void setWatermark(long timestamp) {
        plain.setWatermark(timestamp);
    }

    /** Returns the same for records of the other stream, which may not change the state. */
    BroadcastProcessFunction.ReadOnlyContext readOnly() {
        return new ReadOnly(this);
    }

    @Override
    public long timestamp() {
        return plain.timestamp();
    }

    @Override
    public long currentWatermark() {
        return plain.currentWatermark();
    }

    @Override
    public long currentProcessingTime() {
        return plain.currentProcessingTime();
    }

    @Override
    public <X> void output(OutputTag<X> tag, X value) {
        plain.output(tag, value);
    }

    @Override
    public <K, V> BroadcastState<K, V> getBroadcastState(StateDescriptor.Mapping<K, V> descriptor) {
        return states.get(descriptor);
    }

    private record ReadOnly(BroadcastCalls calls)
            implements BroadcastProcessFunction.ReadOnlyContext {
        @Override
        public long timestamp() {
            return calls.timestamp();
        }

        @Override
        public long currentWatermark() {
            return calls.currentWatermark();
        }

        @Override
        public long currentProcessingTime() {
            return calls.currentProcessingTime();
        }

        @Override
        public <X> void output(OutputTag<X> tag, X value) {
            calls.output(tag, value);
        }

        @Override
        public <K, V> ReadOnlyBroadcastState<K, V> getBroadcastState(
                StateDescriptor.Mapping<K, V> descriptor) {
            return calls.getBroadcastState(descriptor);
        }
    }
}
