/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import io.sampo.core.concurrent.StepwiseTask;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches on the I/O executor, a few batches ahead of the subtask's thread.
 *
 * <p>A step polls once, for a tenth of a second at most. While the queue is full there is none:
 * taking a batch starts the next.
 */
final class KafkaFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaFeed.class);
    private static final int BATCHES_AHEAD = 2;
    private static final Duration SLICE = Duration.ofMillis(100);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final LogEnds ends;
    private final StepwiseTask task;
    private final Runnable wakeUp;
    private final ArrayBlockingQueue<Fetched> queue = new ArrayBlockingQueue<>(BATCHES_AHEAD);
    private final Queue<Command> commands = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** Made by a step; only {@code wakeup} may be called from elsewhere. */
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    // touched by steps only
    private final Map<TopicPartition, Fetched.Progress> told = new HashMap<>();
    private boolean failed;

    /** What a step does with the consumer before it polls. */
    private interface Command {
        void run(Consumer<byte[], byte[]> consumer);
    }

    /**
     * Creates a feed that fetches nothing yet.
     *
     * @param consumers makes the consumer, on the I/O executor
     * @param ends tells where partitions end, there too
     */
    KafkaFeed(
            Supplier<Consumer<byte[], byte[]>> consumers,
            LogEnds ends,
            Executor executor,
            Runnable wakeUp) {
        this.consumers = consumers;
        this.ends = ends;
        task = new StepwiseTask(executor, this::step);
        this.wakeUp = wakeUp;
    }

    /** Fetches from these partitions too. */
    void add(List<KafkaSplit> splits) {
        tell(
                target -> {
                    Set<TopicPartition> assigned = new HashSet<>(target.assignment());
                    splits.forEach(split -> assigned.add(split.topicPartition()));
                    target.assign(assigned);
                    splits.forEach(split -> target.seek(split.topicPartition(), split.offset()));
                });
    }

    /** Fetches from this partition no more; what was fetched may still come. */
    void remove(TopicPartition partition) {
        tell(
                target -> {
                    Set<TopicPartition> assigned = new HashSet<>(target.assignment());
                    assigned.remove(partition);
                    target.assign(assigned);
                    told.remove(partition);
                });
    }

    /** Commits offsets for the consumer group; {@code then} is called on the I/O executor. */
    void commit(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback then) {
        tell(target -> target.commitAsync(offsets, then));
    }

    private void tell(Command command) {
        commands.add(command);
        task.schedule();
    }

    /** Returns the next batch, null if there is none yet. On the subtask's thread. */
    @Nullable Fetched poll() {
        Fetched next = queue.poll();
        if (next != null) {
            task.schedule();
        }
        return next;
    }

    /** Stops fetching; the consumer is closed on the I/O executor. On the subtask's thread. */
    @Override
    public void close() {
        closed = true;
        Consumer<byte[], byte[]> polling = consumer;
        if (polling != null) {
            polling.wakeup();
        }
        task.schedule();
    }

    /** Does one thing; returns whether there is more to do. */
    private boolean step() {
        try {
            Consumer<byte[], byte[]> target = consumer;
            if (target == null && !closed && !failed) {
                target = consumers.get();
                consumer = target;
            }
            if (target == null) {
                return false;
            }
            for (Command next = commands.poll(); next != null; next = commands.poll()) {
                next.run(target);
            }
            if (closed) {
                closeConsumer(target);
                return false;
            }
            if (failed || queue.remainingCapacity() == 0 || target.assignment().isEmpty()) {
                return false;
            }
            return fetch(target);
        } catch (WakeupException closing) {
            return true;
        } catch (Throwable failure) {
            return fail(failure);
        }
    }

    private boolean fetch(Consumer<byte[], byte[]> target) throws InterruptedException {
        ConsumerRecords<byte[], byte[]> records = target.poll(SLICE);
        Map<TopicPartition, Long> lags = new HashMap<>();
        for (TopicPartition partition : target.assignment()) {
            lags.put(partition, target.currentLag(partition).orElse(-1));
        }
        ends.refresh(
                lags.entrySet().stream()
                        .filter(lag -> lag.getValue() == 0)
                        .map(Map.Entry::getKey)
                        .toList());
        Map<TopicPartition, Fetched.Progress> progress = new HashMap<>();
        lags.forEach(
                (partition, lag) -> {
                    long offset = target.position(partition);
                    boolean atEnd = lag == 0 && ends.isAtEnd(partition, offset);
                    Fetched.Progress now = new Fetched.Progress(offset, lag, atEnd);
                    if (!now.equals(told.put(partition, now))) {
                        progress.put(partition, now);
                    }
                });
        if (!records.isEmpty() || !progress.isEmpty()) {
            queue.add(new Fetched.Messages(records, progress));
            wakeUp.run();
        }
        return true;
    }

    private boolean fail(Throwable failure) {
        if (failed || closed) {
            LOG.debug("A consumer failed after it was given up", failure);
            return closed && consumer != null;
        }
        failed = true;
        if (!queue.offer(new Fetched.Failed(failure))) {
            // A command failed while the queue was full: what is in it counts for nothing now.
            queue.clear();
            queue.add(new Fetched.Failed(failure));
        }
        wakeUp.run();
        return false;
    }

    private void closeConsumer(Consumer<byte[], byte[]> target) {
        consumer = null;
        ends.close();
        try {
            target.close(CloseOptions.timeout(CLOSE_LIMIT));
        } catch (RuntimeException failure) {
            LOG.debug("Closing a consumer failed", failure);
        }
    }
}
