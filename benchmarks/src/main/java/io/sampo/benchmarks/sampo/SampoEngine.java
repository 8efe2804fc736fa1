/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.measure.DueEvents;
import io.sampo.benchmarks.measure.Engine;
import io.sampo.benchmarks.measure.Latencies;
import io.sampo.benchmarks.measure.MeasuredOps;
import io.sampo.benchmarks.measure.Recovery;
import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.StateOps;
import io.sampo.benchmarks.workload.Workload;
import io.sampo.core.io.FileStore;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The workloads as jobs of this engine, in this JVM. */
public final class SampoEngine implements Engine {
    private final FileStore files;

    private SampoEngine(FileStore files) {
        this.files = files;
    }

    /** Returns it as it is. */
    public static SampoEngine asItIs() {
        return new SampoEngine(FileStore.local());
    }

    /** Returns it with checkpoints that it leaves to the operating system to make durable. */
    public static SampoEngine unsynced() {
        return new SampoEngine(new UnsyncedFiles());
    }

    @Override
    public Checksum run(Workload workload, long seed, long events, Path directory)
            throws Exception {
        StreamEnvironment environment = environment(workload);
        switch (workload) {
            case W1, W1_ONE_CORE, W7, W7_ARCHIVE -> WordCountJob.define(environment, seed, events);
            case W3_UNIFORM, W3_ZIPF, W3_WIDE ->
                    StateJob.define(
                            StateJob.onDisk(environment, directory),
                            MeasuredOps.of(workload, seed),
                            events);
            case KEYS_1M, KEYS_10M ->
                    StateJob.define(environment, MeasuredOps.of(workload, seed), events);
            case MAPS_0, MAPS_10 ->
                    MapsJob.define(
                            environment, StateOps.of(workload, seed), events, workload.maps());
            case W5 -> BidCopyJob.define(environment, seed, events);
            case Q0 -> NexmarkJobs.q0(environment, seed, events);
            case Q1 -> NexmarkJobs.q1(environment, seed, events);
            case Q2 -> NexmarkJobs.q2(environment, seed, events);
            case Q3 -> SellerJoinJob.define(environment, seed, events);
            case Q5 -> HotAuctionsJob.define(environment, seed, events);
            case Q7 -> BestBidJob.define(environment, seed, events);
            case Q8 -> NewcomersJob.define(environment, seed, events);
            case S1, S10, S100, S1000 ->
                    SlicesJob.define(environment, seed, events, workload.slices());
            case W4, W4_FAST, W4_KEYS, W6, W6_DISK ->
                    throw new IllegalArgumentException("Is about time: workload=" + workload);
        }
        ConcurrentLinkedQueue<Checksum> parts = new ConcurrentLinkedQueue<>();
        JobClient job = environment.executeAsync(workload.label());
        job.subscribe(ChecksumSink.CHANNEL, part -> parts.add((Checksum) part));
        job.result().get();
        Checksum sum = new Checksum();
        parts.forEach(sum::merge);
        return sum;
    }

    @Override
    public Latencies latencies(Workload workload, long seed, long events, Path directory)
            throws Exception {
        return LatencyJob.run(
                environment(workload), DueEvents.of(workload, seed), events, directory);
    }

    @Override
    public Recovery recovery(Workload workload, long seed, Path directory) throws Exception {
        return new RecoveryJob(workload, seed, directory).run(files);
    }

    private static StreamEnvironment environment(Workload workload) {
        return StreamEnvironment.local().setParallelism(workload.parallelism());
    }
}
