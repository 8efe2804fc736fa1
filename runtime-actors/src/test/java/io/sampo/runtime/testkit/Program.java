/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.testkit;

import io.sampo.operators.stream.JobClient;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A program that runs jobs: one that fails and finishes, one that is cancelled. */
public final class Program implements Consumer<Path> {
    /** Called by name, on a class loader of its own. */
    public Program() {}

    @Override
    public void accept(Path directory) {
        AtomicInteger calls = new AtomicInteger();
        EverythingJob.act(
                place -> {
                    if (!Thread.currentThread().getContextClassLoader().equals(loader())) {
                        throw new AssertionError(
                                place
                                        + " has the class loader "
                                        + Thread.currentThread().getContextClassLoader());
                    }
                    if (place.equals("process") && calls.incrementAndGet() == 5000) {
                        throw new IllegalStateException("own");
                    }
                });
        String settings =
                "sampo.restart { strategy = fixed-delay, delay = 1ms, max-attempts = 1 }\n"
                        + TestJobs.checkpoints(directory, "20ms");
        TestJobs.finish(
                EverythingJob.write(TestJobs.env(settings), Numbers.upTo(20_000).in(3))
                        .executeAsync("finishes"));
        JobClient endless =
                EverythingJob.write(TestJobs.env(settings), Numbers.endless().in(2))
                        .executeAsync("is-cancelled");
        TestJobs.until(endless, "a checkpoint", () -> endless.progress().lastCheckpointId() > 0);
        TestJobs.cancel(endless);
        EverythingJob.reset();
    }

    private static ClassLoader loader() {
        return Program.class.getClassLoader();
    }
}
