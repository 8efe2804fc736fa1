/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.Workload;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The jobs of the workloads that end with a checksum. */
public final class Jobs {
    private static final int PARALLELISM = 2;

    private Jobs() {}

    /**
     * Runs a workload to its end and returns the checksum of its output.
     *
     * @throws IllegalArgumentException if there is no job for it
     */
    public static Checksum run(Workload workload, long seed, long events) throws Exception {
        return switch (workload) {
            case W1, W7 -> WordCountJob.run(seed, events);
            case W5 -> BidCopyJob.run(seed, events);
            case Q0 -> NexmarkJobs.q0(seed, events);
            case Q1 -> NexmarkJobs.q1(seed, events);
            case Q2 -> NexmarkJobs.q2(seed, events);
            case Q3 -> SellerJoinJob.run(seed, events);
            case Q5 -> HotAuctionsJob.run(seed, events);
            case Q7 -> BestBidJob.run(seed, events);
            case Q8 -> NewcomersJob.run(seed, events);
            case S1, S10, S100, S1000 -> SlicesJob.run(seed, events, workload.slices());
            case W3_UNIFORM, W3_ZIPF, W4 ->
                    throw new IllegalArgumentException("No throughput job: workload=" + workload);
        };
    }

    static StreamEnvironment environment() {
        return StreamEnvironment.local().setParallelism(PARALLELISM);
    }

    /** Runs a job whose sinks are {@link ChecksumSink}s; returns the sum over all subtasks. */
    static Checksum run(StreamEnvironment environment, String name) throws Exception {
        ConcurrentLinkedQueue<Checksum> parts = new ConcurrentLinkedQueue<>();
        JobClient job = environment.executeAsync(name);
        job.subscribe(ChecksumSink.CHANNEL, part -> parts.add((Checksum) part));
        job.result().get();
        Checksum sum = new Checksum();
        parts.forEach(sum::merge);
        return sum;
    }
}
