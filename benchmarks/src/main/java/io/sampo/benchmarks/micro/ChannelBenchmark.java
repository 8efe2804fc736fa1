/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.micro;

import io.sampo.benchmarks.workload.StateOp;
import io.sampo.benchmarks.workload.StateOps;
import io.sampo.core.time.Clock;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.partition.Partitioner;
import io.sampo.runtime.exchange.CreditWait;
import io.sampo.runtime.exchange.Frame;
import io.sampo.runtime.exchange.LocalChannel;
import io.sampo.runtime.exchange.OutputPartition;
import io.sampo.runtime.exchange.OutputPressure;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Records through channels of one process, put in and taken out by the same thread: what the code
 * costs, without what memory costs on its way from one core to another.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChannelBenchmark {
    private static final int RECORDS = 256;
    private static final int GROUPS = 128;
    private static final int CREDITS = 64;

    private final StateOp[] ops = new StateOp[RECORDS];
    private List<LocalChannel> channels;
    private OutputPartition forward;
    private OutputPartition keyed;

    /** Makes two channels, and partitions that write to them. */
    @Setup
    public void open() {
        StateOps made = new StateOps.Uniform(1, 100_000);
        for (int i = 0; i < RECORDS; i++) {
            ops[i] = made.op(i);
        }
        channels = List.of(channel("left"), channel("right"));
        forward = partition(new Partitioner.Forward(), channels.subList(0, 1));
        keyed = partition(new Partitioner.ByKey(op -> ((StateOp) op).key()), channels);
    }

    private static LocalChannel channel(String name) {
        return new LocalChannel(name, CREDITS, () -> {}, () -> {});
    }

    private static OutputPartition partition(Partitioner rule, List<LocalChannel> channels) {
        ValueSerializer<Object> wire =
                new ForySerializationFactory(ChannelBenchmark.class.getClassLoader())
                        .create()
                        .forWire("benchmark");
        return OutputPartition.create(
                new OutputPartition.Wiring(
                        rule,
                        channels,
                        GROUPS,
                        wire,
                        wire,
                        new OutputPressure(new NoWaiting()),
                        Clock.system(),
                        "benchmark"),
                0);
    }

    /** Each frame is taken out before there is no credit any more. */
    private static final class NoWaiting implements CreditWait {
        @Override
        public void await(BooleanSupplier ready) {
            throw new IllegalStateException("No credit");
        }

        @Override
        public void signal() {}
    }

    /** To one channel. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long forward() {
        return through(forward);
    }

    /** To two channels, by key. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long byKey() {
        return through(keyed);
    }

    private long through(OutputPartition partition) {
        for (StateOp op : ops) {
            partition.collect(op, op.value());
        }
        partition.flush();
        long sum = 0;
        for (LocalChannel channel : channels) {
            for (Frame frame = channel.poll(); frame != null; frame = channel.poll()) {
                for (int i = 0; i < frame.size(); i++) {
                    sum += frame.timestamp(i);
                }
            }
        }
        return sum;
    }
}
