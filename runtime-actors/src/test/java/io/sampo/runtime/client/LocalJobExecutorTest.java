/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.testkit.HandMadeJobs;
import io.sampo.runtime.testkit.HandMadeJobs.Counted;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalJobExecutorTest {
    private final LocalJobExecutor executor = new LocalJobExecutor();

    @Test
    void countsByKeyOverSeveralSubtasks() throws Exception {
        JobClient job =
                executor.submit(
                        HandMadeJobs.counting(
                                "counting", 100_000, 1000, 2, HandMadeJobs.settings("")),
                        getClass().getClassLoader());
        Map<Long, Long> highest = new ConcurrentHashMap<>();
        AtomicLong results = new AtomicLong();
        job.subscribe(
                "results",
                value -> {
                    Counted counted = (Counted) value;
                    highest.merge(counted.key(), counted.count(), Math::max);
                    results.incrementAndGet();
                });

        job.result().get(30, TimeUnit.SECONDS);

        assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(results).hasValue(200_000);
        assertThat(highest)
                .hasSize(1000)
                .allSatisfy((key, count) -> assertThat(count).isEqualTo(200));
    }

    @Test
    void takesCheckpointsWhileItRuns(@TempDir Path directory) throws Exception {
        String settings = "sampo.checkpoint { interval = 20ms, dir = \"" + directory + "\" }";
        JobClient job =
                executor.submit(
                        HandMadeJobs.counting(
                                "counting", 500_000, 1000, 2, HandMadeJobs.settings(settings)),
                        getClass().getClassLoader());
        AtomicLong results = new AtomicLong();
        job.subscribe("results", value -> results.incrementAndGet());

        job.result().get(60, TimeUnit.SECONDS);

        assertThat(results).hasValue(1_000_000);
        assertThat(job.progress().lastCheckpointId()).isPositive();
    }
}
