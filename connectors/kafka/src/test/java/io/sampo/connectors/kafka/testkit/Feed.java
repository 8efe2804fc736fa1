/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes numbered messages to a topic while a job reads it, partition by partition in turn, each
 * once and in order whatever happens to the brokers.
 */
public final class Feed implements AutoCloseable {
    private static final long PAUSE_NANOS = 500_000;
    private static final long LIMIT_SECONDS = 600;

    private final Brokers brokers;
    private final Plan plan;
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "feed");
    private volatile boolean closed;

    /**
     * What is written.
     *
     * @param partitions of the topic
     * @param value of a number
     * @param count of messages
     * @param held how many of them wait until they are released
     * @param ratePerSecond of messages, before they are released
     * @param heldRatePerSecond at which those that wait are written all the same; 0 for not at all
     */
    public record Plan(
            String topic,
            int partitions,
            LongFunction<String> value,
            long count,
            long held,
            long ratePerSecond,
            long heldRatePerSecond) {}

    private Feed(Brokers brokers, Plan plan) {
        this.brokers = brokers;
        this.plan = plan;
    }

    /** Begins to write. */
    public static Feed start(Brokers brokers, Plan plan) {
        Feed feed = new Feed(brokers, plan);
        feed.thread.start();
        return feed;
    }

    private void run() {
        try (KafkaProducer<String, String> producer =
                brokers.producer(Map.of("linger.ms", 5, "batch.size", 65536))) {
            long begin = System.nanoTime();
            for (long i = 0; i < plan.count() && !closed; i++) {
                await(i, begin);
                producer.send(
                        new ProducerRecord<>(
                                plan.topic(),
                                (int) (i % plan.partitions()),
                                null,
                                plan.value().apply(i)),
                        (where, failure) -> {
                            if (failure != null) {
                                failed.compareAndSet(null, failure);
                            }
                        });
            }
        } catch (RuntimeException | InterruptedException failure) {
            failed.compareAndSet(null, failure);
        }
    }

    private void await(long number, long begin) throws InterruptedException {
        long held = number - (plan.count() - plan.held());
        if (held >= 0 && plan.heldRatePerSecond() == 0) {
            released.await();
        }
        long due = begin + nanos(Math.min(number, number - held), plan.ratePerSecond());
        if (held > 0 && plan.heldRatePerSecond() > 0) {
            due += nanos(held, plan.heldRatePerSecond());
        }
        while (released.getCount() > 0 && System.nanoTime() < due && !closed) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static long nanos(long messages, long ratePerSecond) {
        return messages * TimeUnit.SECONDS.toNanos(1) / ratePerSecond;
    }

    /** Lets the rest be written, as fast as it can. */
    public void release() {
        released.countDown();
    }

    /** Waits until everything is with the brokers. */
    public void awaitEnd() throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        assertThat(thread.isAlive()).as("still writing").isFalse();
        assertThat(failed.get()).as("cannot be written").isNull();
    }

    /** Writes no more. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        release();
        thread.interrupt();
        thread.join();
    }
}
