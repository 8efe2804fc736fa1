/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.testkit;

import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.StreamException;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.client.LocalJobExecutor;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Starts jobs of the stream API on a {@link LocalJobExecutor} and waits for them, never for ever.
 */
public final class TestJobs {
    /** Long enough for two cores that are shared by many. */
    public static final Duration LIMIT = Duration.ofSeconds(40);

    private TestJobs() {}

    /**
     * Returns an environment with settings over the defaults, and two subtasks for each operator.
     */
    public static StreamEnvironment env(String settings) {
        return StreamEnvironment.create(
                ConfigFactory.parseString(settings)
                        .withFallback(ConfigFactory.parseString("sampo.parallelism = 2"))
                        .withFallback(ConfigFactory.load()),
                new LocalJobExecutor());
    }

    /** Returns the settings of a job that keeps checkpoints. */
    public static String checkpoints(Path directory, String interval) {
        return "sampo.checkpoint { dir = \"" + directory + "\", interval = " + interval + " }\n";
    }

    /** Waits until {@code condition} holds. */
    public static void until(JobClient job, String what, Callable<Boolean> condition) {
        until(job, LIMIT, what, condition);
    }

    /** Waits until {@code condition} holds, up to a limit. */
    public static void until(
            JobClient job, Duration limit, String what, Callable<Boolean> condition) {
        try {
            await().atMost(limit).pollInterval(Duration.ofMillis(2)).until(condition);
        } catch (ConditionTimeoutException expired) {
            throw new AssertionError(
                    "Did not happen in " + limit + ": " + what + "\n" + dump(job), expired);
        }
    }

    /** Waits for a job to finish. */
    public static JobResult finish(JobClient job) {
        until(job, "the job ends", job.result()::isDone);
        return job.result().join();
    }

    /** Waits for a job to fail, and returns why. */
    public static StreamException failure(JobClient job) {
        CompletableFuture<JobResult> result = job.result();
        until(job, "the job ends", result::isDone);
        try {
            throw new AssertionError("The job did not fail: " + result.join());
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof StreamException known) {
                return known;
            }
            throw new AssertionError("Not a failure of the engine", failed);
        }
    }

    /** Cancels a job and waits until it has ended. */
    public static void cancel(JobClient job) {
        CompletableFuture<Void> cancelled = job.cancel();
        until(job, "the cancelled job ends", cancelled::isDone);
    }

    /** Waits for an answer. */
    public static <T> T get(JobClient job, CompletableFuture<T> answer) {
        until(job, "an answer comes", answer::isDone);
        return answer.join();
    }

    /** Returns what a job and the threads that run it are doing. */
    private static String dump(JobClient job) {
        StringBuilder dump = new StringBuilder("job=").append(job.jobName());
        dump.append(" status=").append(job.status());
        dump.append(" progress=").append(job.progress()).append('\n');
        for (ThreadInfo thread :
                ManagementFactory.getThreadMXBean().dumpAllThreads(false, false, 25)) {
            if (thread.getThreadName().contains("sampo")) {
                dump.append(thread);
            }
        }
        return dump.toString();
    }
}
