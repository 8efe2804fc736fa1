/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.workload.Checksum;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Runs a job whose sinks are {@link ChecksumSink}s. */
final class Jobs {
    private Jobs() {}

    /** Returns the sum over all subtasks. */
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
