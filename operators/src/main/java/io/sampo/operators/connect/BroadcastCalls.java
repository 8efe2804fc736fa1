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
class BroadcastCalls extends PlainCalls implements BroadcastProcessFunction.Context {
    private final DeclaredBroadcast states;

    BroadcastCalls(TimestampedCollector<?> collector, Clock clock, DeclaredBroadcast states) {
        super(collector, clock);
        this.states = states;
    }

    /** Returns the same for records of the other stream, which may not change the state. */
    BroadcastProcessFunction.ReadOnlyContext readOnly() {
        return new ReadOnly(this);
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
