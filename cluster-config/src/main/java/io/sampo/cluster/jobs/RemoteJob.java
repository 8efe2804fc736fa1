/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.Locations;
import io.sampo.core.time.Clock;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobProgress;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.directory.JobFailure;
import io.sampo.runtime.directory.JobSummary;
import io.sampo.runtime.master.JobOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job of a cluster, seen from the program that submitted it: asks a node again and again. */
final class RemoteJob implements JobClient {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteJob.class);
    private static final Duration ASK = Duration.ofMillis(200);

    /** How long the cluster may be silent, all of its nodes, before it is given up. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final Duration LOOK_FOR_NODES = Duration.ofSeconds(10);

    private final ClusterClient cluster;
    private final String name;
    private final ClassLoader classes;
    private final Clock clock = Clock.system();
    private final long startNanos = clock.nanoTime();
    private final CompletableFuture<JobResult> result = new CompletableFuture<>();
    private volatile JobSummary last;
    private volatile ToldProgress progress = ToldProgress.NONE;

    /** Of the last answer. */
    private long heardNanos = clock.nanoTime();

    /** When the nodes that can be asked were asked for. */
    private long lookedNanos = heardNanos - LOOK_FOR_NODES.toNanos();

    /** What the job waited for when it was last asked for; empty if for nothing. */
    private String waitsFor = "";

    /**
     * Creates a handle on a job that was submitted.
     *
     * @param classes of the program
     */
    RemoteJob(ClusterClient cluster, String name, ClassLoader classes) {
        this.cluster = cluster;
        this.classes = classes;
        this.name = name;
        this.last = JobSummary.fresh(name, clock.currentTimeMillis());
        askLater();
    }

    private void askLater() {
        ClientThreads.later(ASK, this::ask);
    }

    private void ask() {
        try {
            last =
                    cluster.job(name)
                            .orElseThrow(
                                    () ->
                                            new StreamException(
                                                    ErrorCode.INTERNAL,
                                                    "The cluster does not know the job: job="
                                                            + name));
            heardNanos = clock.nanoTime();
            progress = progress.after(last);
            tellOfWait();
            if (last.status().isTerminal()) {
                boolean finished = last.status() == JobStatus.FINISHED;
                complete(last, finished ? cluster.outcome(name) : JobOutcome.NONE);
                return;
            }
        } catch (RuntimeException failure) {
            LOG.debug("No answer about a job: job={}", name, failure);
            if (clock.nanoTime() - heardNanos > SILENCE.toNanos()) {
                result.completeExceptionally(notHeard(failure));
                return;
            }
            cluster.askAnother();
        }
        lookForNodes();
        askLater();
    }

    /** The node that is asked may be lost; the others know the job as well. */
    private void lookForNodes() {
        long now = clock.nanoTime();
        if (now - lookedNanos >= LOOK_FOR_NODES.toNanos()) {
            lookedNanos = now;
            try {
                cluster.nodes();
            } catch (RuntimeException failure) {
                LOG.debug("The nodes are not told: job={}", name, failure);
            }
        }
    }

    /** Else a program that waits for its job, and the job for slots, would look as if it hung. */
    private void tellOfWait() {
        String wait = last.waitsFor();
        if (!wait.equals(waitsFor)) {
            waitsFor = wait;
            if (!wait.isEmpty()) {
                LOG.warn("The job waits: job={} {}", name, wait);
            }
        }
    }

    /** What the cluster does with the job nobody knows here. */
    private StreamException notHeard(RuntimeException failure) {
        return new StreamException(
                ErrorCode.EXTERNAL_IO,
                "Nothing is heard of the job any more: job="
                        + name
                        + " asked="
                        + cluster.addresses()
                        + " cause="
                        + StreamException.withoutFullStop(
                                failure.getCause() == null ? failure : failure.getCause())
                        + ". If there are other nodes the job goes on: sampo status "
                        + name
                        + " --node HOST:PORT asks one of them.",
                failure);
    }

    /** What goes wrong with it is told as the job's result. */
    private void complete(JobSummary end, JobOutcome outcome) {
        try {
            completeWith(end, outcome);
        } catch (RuntimeException | LinkageError failure) {
            result.completeExceptionally(failure);
        }
    }

    private void completeWith(JobSummary end, JobOutcome outcome) {
        if (end.status() == JobStatus.FINISHED) {
            Duration time = Duration.ofNanos(clock.nanoTime() - startNanos);
            result.complete(
                    FinishedJob.result(end, outcome, time, new ForySerializationFactory(classes)));
        } else if (end.status() == JobStatus.CANCELLED) {
            result.completeExceptionally(
                    new StreamException(ErrorCode.CANCELLED, "The job was cancelled: job=" + name));
        } else {
            result.completeExceptionally(JobFailure.ofText(end.failure(), ErrorCode.INTERNAL));
        }
    }

    @Override
    public String jobName() {
        return name;
    }

    @Override
    public JobStatus status() {
        return last.status();
    }

    @Override
    public JobProgress progress() {
        return progress.at(clock.currentTimeMillis());
    }

    @Override
    public CompletableFuture<JobResult> result() {
        return result.copy();
    }

    @Override
    public CompletableFuture<Void> cancel() {
        return later(() -> cluster.carryOut(ClusterClient.Request.CANCEL, name))
                .thenAccept(done -> {});
    }

    @Override
    public CompletableFuture<Path> savepoint() {
        return later(() -> Locations.of(cluster.carryOut(ClusterClient.Request.SAVEPOINT, name)));
    }

    @Override
    public CompletableFuture<Path> stopWithSavepoint(boolean drain) {
        ClusterClient.Request request =
                drain ? ClusterClient.Request.DRAIN : ClusterClient.Request.STOP;
        return later(() -> Locations.of(cluster.carryOut(request, name)));
    }

    /** Waits on another thread. */
    private static <T> CompletableFuture<T> later(Supplier<T> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        ClientThreads.io()
                .execute(
                        () -> {
                            try {
                                answer.complete(request.get());
                            } catch (RuntimeException failure) {
                                answer.completeExceptionally(failure);
                            }
                        });
        return answer;
    }

    @Override
    public void subscribe(String channel, Consumer<Object> listener) {
        throw new StreamException(
                ErrorCode.INVALID_PROGRAM,
                "A job on a cluster cannot hand records to the program that defined it: job="
                        + name
                        + " channel="
                        + channel
                        + ". Use a sink, or run the program in one JVM.");
    }
}
