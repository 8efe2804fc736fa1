/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.micro;

import io.sampo.benchmarks.workload.Bid;
import io.sampo.benchmarks.workload.KeyState;
import io.sampo.benchmarks.workload.NexmarkEvents;
import io.sampo.benchmarks.workload.StateOp;
import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.TypeInfo;
import io.sampo.core.type.ValueSerializer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A Nexmark bid to the wire and back, and 100 bytes of state to a row and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SerializerBenchmark {
    private final BinaryOutput target = new BinaryOutput();
    private ValueSerializer<Object> wire;
    private ValueSerializer<KeyState> rows;
    private Bid bid;
    private KeyState state;
    private byte[] bidBytes;
    private byte[] stateBytes;

    /** Makes the serializers and what they read. */
    @Setup
    public void open() {
        Serialization serialization =
                new ForySerializationFactory(SerializerBenchmark.class.getClassLoader()).create();
        wire = serialization.forWire("benchmark");
        rows = serialization.forState(TypeInfo.of(KeyState.class), "benchmark");
        bid = NexmarkEvents.ofSeed(1).nthBid(7);
        state = KeyState.first(new StateOp(7, 8), KeyState.NOTE);
        wire.write(bid, target);
        bidBytes = target.toByteArray();
        target.clear();
        rows.write(state, target);
        stateBytes = target.toByteArray();
    }

    /** Writes a bid. */
    @Benchmark
    public int writeBid() {
        target.clear();
        wire.write(bid, target);
        return target.length();
    }

    /** Reads a bid. */
    @Benchmark
    public @Nullable Object readBid() {
        return wire.read(new BinaryInput(bidBytes));
    }

    /** Writes state. */
    @Benchmark
    public int writeState() {
        target.clear();
        rows.write(state, target);
        return target.length();
    }

    /** Reads state. */
    @Benchmark
    public @Nullable Object readState() {
        return rows.read(new BinaryInput(stateBytes));
    }
}
