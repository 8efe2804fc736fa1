/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.testkit;

import io.sampo.operators.stream.JobClient;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Runs a job, slowly, until it is killed. */
public final class OtherProcess {
    /** The name of the job. */
    public static final String JOB = "shared";

    /** What it prints when a second checkpoint is complete. */
    public static final String READY = "READY";

    private static final int SPINS = 10_000;

    private OtherProcess() {}

    /** Returns the job's input. */
    public static Numbers numbers() {
        return Numbers.upTo(100_000).in(3);
    }

    /** Called with the directory of the checkpoints. */
    public static void main(String[] args) throws InterruptedException {
        EverythingJob.act(
                place -> {
                    if (place.equals("emit")) {
                        for (int i = 0; i < SPINS; i++) {
                            Thread.onSpinWait();
                        }
                    }
                });
        JobClient job =
                EverythingJob.write(
                                TestJobs.env(TestJobs.checkpoints(Path.of(args[0]), "20ms")),
                                numbers())
                        .executeAsync(JOB);
        TestJobs.until(job, "two checkpoints", () -> job.progress().lastCheckpointId() > 1);
        PrintStream output = System.out;
        output.println(READY);
        new CountDownLatch(1).await();
    }
}
