/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.metric.MetricSample;
import io.sampo.core.time.Clock;
import io.sampo.operators.accumulator.JobAccumulators;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobProgress;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.master.JobMaster;
import io.sampo.runtime.master.JobObserver;
import io.sampo.runtime.worker.JobCounters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job of this JVM, seen from the program. Thread-safe. */
final class LocalJob implements JobClient, JobObserver, BiConsumer<String, Object> {
    private static final Logger LOG = LoggerFactory.getLogger(LocalJob.class);
    private static final int EARLY_LIMIT = 100_000;

    private final String name;
    private final MetricRegistry metrics;
    private final JobAccumulators accumulators;
    private final Clock clock;
    private final Executor callbacks;
    private final long startNanos;
    private final CompletableFuture<JobResult> result = new CompletableFuture<>();
    private final Map<String, Channel> channels = new ConcurrentHashMap<>();

    private volatile JobStatus status = JobStatus.STARTING;
    private volatile int attempt = 1;
    private volatile long checkpointId;
    private volatile long checkpointMillis;
    private volatile @Nullable ActorRef<JobMaster.Command> master;

    /** How far it came, once it has ended. */
    private volatile @Nullable JobProgress last;

    /**
     * Creates a handle on a job that does not run yet.
     *
     * @param callbacks where what the program does with an answer runs: not on an actor's thread
     */
    LocalJob(
            String name,
            MetricRegistry metrics,
            JobAccumulators accumulators,
            Clock clock,
            Executor callbacks) {
        this.name = name;
        this.metrics = metrics;
        this.accumulators = accumulators;
        this.clock = clock;
        this.callbacks = callbacks;
        this.startNanos = clock.nanoTime();
    }

    void connect(ActorRef<JobMaster.Command> jobMaster) {
        master = jobMaster;
        if (last != null) {
            master = null;
        }
    }

    @Override
    public String jobName() {
        return name;
    }

    @Override
    public JobStatus status() {
        return status;
    }

    @Override
    public JobProgress progress() {
        JobProgress end = last;
        return end == null ? read() : end;
    }

    private JobProgress read() {
        long records = 0;
        long watermark = Long.MAX_VALUE;
        boolean sourceSeen = false;
        for (MetricSample sample : metrics.snapshot()) {
            if (sample.name().equals("recordsRead")) {
                records += sample.value();
            } else if (sample.name().equals("sourceWatermark")) {
                watermark = Math.min(watermark, sample.value());
                sourceSeen = true;
            }
        }
        long id = checkpointId;
        long age = id == 0 ? -1 : Math.max(0, clock.currentTimeMillis() - checkpointMillis);
        return new JobProgress(records, sourceSeen ? watermark : Long.MIN_VALUE, id, age, attempt);
    }

    @Override
    public CompletableFuture<JobResult> result() {
        return result.copy();
    }

    @Override
    public CompletableFuture<Void> cancel() {
        tell(JobMaster.Cancel.INSTANCE);
        return result.handle((finished, failure) -> null);
    }

    @Override
    public CompletableFuture<Path> savepoint() {
        return take(CheckpointBarrier.Kind.SAVEPOINT);
    }

    @Override
    public CompletableFuture<Path> stopWithSavepoint(boolean drain) {
        return take(drain ? CheckpointBarrier.Kind.DRAIN : CheckpointBarrier.Kind.STOP);
    }

    private CompletableFuture<Path> take(CheckpointBarrier.Kind kind) {
        CompletableFuture<Path> taken = new CompletableFuture<>();
        tell(new JobMaster.TakeSavepoint(kind, taken));
        // A job that has ended hears nothing any more, and one that ends may not get to answering.
        result.whenComplete((finished, failure) -> taken.completeExceptionally(jobEnded(kind)));
        return taken.thenApplyAsync(directory -> directory, callbacks);
    }

    private StreamException jobEnded(CheckpointBarrier.Kind kind) {
        return new StreamException(
                ErrorCode.CHECKPOINT_FAILED,
                "The job has ended without taking the savepoint: job=" + name + " kind=" + kind);
    }

    private void tell(JobMaster.Command command) {
        ActorRef<JobMaster.Command> known = master;
        if (known != null) {
            known.tell(command);
        }
    }

    @Override
    public void subscribe(String channel, Consumer<Object> listener) {
        channels.computeIfAbsent(channel, Channel::new).listen(listener);
    }

    /** Takes a value that an operator hands to the program. */
    @Override
    public void accept(String channel, Object value) {
        channels.computeIfAbsent(channel, Channel::new).deliver(value);
    }

    @Override
    public void statusChanged(JobStatus now, int currentAttempt) {
        status = now;
        attempt = currentAttempt;
    }

    @Override
    public void checkpointCompleted(long id, long completedMillis) {
        checkpointMillis = completedMillis;
        checkpointId = id;
    }

    @Override
    public void finished(Optional<Path> savepoint) {
        status = JobStatus.FINISHED;
        Map<String, Long> counters = JobCounters.of(metrics, name);
        Duration runTime = Duration.ofNanos(clock.nanoTime() - startNanos);
        try {
            Map<String, Object> results = accumulators.takeResults();
            forget();
            result.complete(new JobResult(name, runTime, attempt, counters, results, savepoint));
        } catch (RuntimeException e) {
            forget();
            result.completeExceptionally(
                    new StreamException(
                            ErrorCode.USER_FUNCTION,
                            "The job has finished, but its accumulators could not be merged: job="
                                    + name
                                    + " cause="
                                    + StreamException.withoutFullStop(e)
                                    + ". Mend the accumulator.",
                            e));
        }
    }

    @Override
    public void ended(JobStatus how, Throwable reason) {
        status = how;
        forget();
        result.completeExceptionally(reason);
    }

    /** Lets go of everything that leads to the job: the program may keep this handle. */
    private void forget() {
        last = read();
        master = null;
        metrics.removeJob(name);
        accumulators.clear();
    }

    /**
     * Values for one listener; those that come before it are kept for it. A subtask that waits for
     * the listener can be interrupted.
     */
    private static final class Channel {
        private final Lock lock = new ReentrantLock();
        private final List<Object> early = new ArrayList<>();
        private final String name;
        private @Nullable Consumer<Object> listener;
        private boolean warned;

        Channel(String name) {
            this.name = name;
        }

        void listen(Consumer<Object> newListener) {
            lock.lock();
            try {
                listener = newListener;
                early.forEach(newListener);
                early.clear();
            } finally {
                lock.unlock();
            }
        }

        void deliver(Object value) {
            try {
                lock.lockInterruptibly();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new StreamException(
                        ErrorCode.CANCELLED,
                        "Interrupted while the program took its time with a value: channel=" + name,
                        interrupted);
            }
            try {
                deliverOrKeep(value);
            } finally {
                lock.unlock();
            }
        }

        private void deliverOrKeep(Object value) {
            if (listener != null) {
                listener.accept(value);
            } else if (early.size() < EARLY_LIMIT) {
                early.add(value);
            } else if (!warned) {
                warned = true;
                LOG.warn(
                        "Nobody listens to what the job sends, and the rest of it is dropped:"
                                + " channel={} kept={}",
                        name,
                        EARLY_LIMIT);
            }
        }
    }
}
