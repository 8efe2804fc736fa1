/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.sink.CollectSink;
import io.sampo.operators.sink.CollectedBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * The records of a running job, one by one. {@link #hasNext} waits for the next one or the end of
 * the job, and throws the {@link StreamException} that ended it. Used by one thread at a time;
 * closing it before the end cancels the job and waits until nothing of it runs any more.
 *
 * @param <T> type of the records
 */
public final class CollectedRecords<T> implements Iterator<T>, AutoCloseable {
    static final String CHANNEL = "collect";

    private static final int BATCHES_AHEAD = 1024;

    private final String jobName;
    private final JobClient client;

    /** Empty at the end of the job. */
    private final BlockingQueue<Optional<CollectedBatch<?>>> arrived = new LinkedBlockingQueue<>();

    /** Makes the sink wait while nobody takes what it hands over. */
    private final Semaphore room = new Semaphore(BATCHES_AHEAD);

    private final Set<String> seen = new HashSet<>();
    private final Deque<T> next = new ArrayDeque<>();
    private volatile boolean closed;
    private volatile boolean subscribed;

    /** Batches that came before, and for which nobody waited for room. */
    private int early;

    private boolean ended;

    private CollectedRecords(String jobName, JobClient client) {
        this.jobName = jobName;
        this.client = client;
    }

    static <T> CollectedRecords<T> start(
            StreamEnvironment env, DataStream<T> stream, String jobName) {
        // One subtask, so that what is in order stays so.
        stream.sinkTo(new CollectSink<T>(CHANNEL)).name("collect").setParallelism(1);
        JobClient client = env.executeAsync(jobName);
        CollectedRecords<T> records = new CollectedRecords<>(jobName, client);
        client.subscribe(CHANNEL, records::take);
        records.subscribed = true;
        CompletableFuture<JobResult> unused =
                client.result()
                        .whenComplete((result, failure) -> records.arrived.add(Optional.empty()));
        return records;
    }

    /** Called by the engine; waits while the program lags behind. */
    private void take(Object value) {
        if (closed || !(value instanceof CollectedBatch<?> batch)) {
            return;
        }
        if (subscribed) {
            room.acquireUninterruptibly();
        } else {
            // In the thread that will take them, so that it must not wait for itself.
            early++;
        }
        arrived.add(Optional.of(batch));
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty() && !ended) {
            Optional<CollectedBatch<?>> batch = await();
            if (batch.isPresent()) {
                accept(batch.get());
            } else {
                ended = true;
                checkResult();
            }
        }
        return !next.isEmpty();
    }

    @SuppressWarnings("unchecked") // the sink is of this type
    private void accept(CollectedBatch<?> batch) {
        if (early > 0) {
            early--;
        } else {
            room.release();
        }
        if (batch.id().isEmpty() || seen.add(batch.id())) {
            next.addAll((List<T>) batch.records());
        }
    }

    private Optional<CollectedBatch<?>> await() {
        try {
            return arrived.take();
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private void checkResult() {
        try {
            client.result().get();
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        } catch (ExecutionException failure) {
            throw StreamEnvironment.asStreamException(jobName, failure);
        }
    }

    private StreamException interrupted(InterruptedException cause) {
        close();
        Thread.currentThread().interrupt();
        return new StreamException(
                ErrorCode.CANCELLED,
                "The job was cancelled, since the thread that waited for its records was interrupted:"
                        + " job="
                        + jobName,
                cause);
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The job has ended: job=" + jobName);
        }
        return next.remove();
    }

    /** Returns the handle on the job. */
    public JobClient client() {
        return client;
    }

    @Override
    public void close() {
        closed = true;
        room.release(BATCHES_AHEAD);
        if (!ended) {
            client.cancel().join();
        }
    }
}
