/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.micro;

import io.sampo.checkpointing.barrier.AlignedBarriers;
import io.sampo.checkpointing.barrier.BarrierDecision;
import io.sampo.core.element.CheckpointBarrier;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What a subtask decides on the barrier of each of its channels, until all have come. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AlignmentBenchmark {
    private static final int CHANNELS = 64;

    private final AlignedBarriers barriers = new AlignedBarriers(CHANNELS);
    private long checkpoint;

    /** One checkpoint; the time is that of one barrier. */
    @Benchmark
    @OperationsPerInvocation(CHANNELS)
    public void align(Blackhole decisions) {
        checkpoint++;
        CheckpointBarrier barrier =
                new CheckpointBarrier(checkpoint, 0, CheckpointBarrier.Kind.CHECKPOINT);
        for (int channel = 0; channel < CHANNELS; channel++) {
            BarrierDecision decision = barriers.onBarrier(channel, barrier, checkpoint);
            decisions.consume(decision);
        }
    }
}
