/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.kafka;

import io.sampo.benchmarks.kafka.workload.Clicks;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * Writes events at a steady rate, and sees how long each takes from the broker's taking it to a
 * {@code read_committed} consumer: engines keep the time of the message, and the consumer compares
 * it with the clock of the same machine.
 *
 * @param ratePerSecond of events
 * @param warmUp time whose events are not counted
 * @param measured time whose events are
 */
record LatencyProbe(Topics topics, long ratePerSecond, Duration warmUp, Duration measured) {
    private static final int DIGITS = 3;
    private static final long PAUSE_NANOS = 500_000;
    private static final Duration POLL = Duration.ofMillis(5);
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** Given up if events do not come out for so long. */
    private static final long PATIENCE_MILLIS = 120_000;

    /** Waits until the engine is there, runs, and returns the milliseconds. */
    Histogram run(String in, String out) throws Exception {
        long count = ratePerSecond * warmUp.plus(measured).toSeconds();
        Histogram histogram = new Histogram(DIGITS);
        try (KafkaConsumer<byte[], byte[]> consumer = topics.consumer(out)) {
            write(in, 1);
            follow(consumer, 1, record -> {});
            Thread writer = new Thread(() -> write(in, count), "events");
            writer.setDaemon(true);
            writer.start();
            long counted = System.currentTimeMillis() + warmUp.toMillis();
            follow(
                    consumer,
                    count,
                    record -> {
                        long now = System.currentTimeMillis();
                        if (record.timestamp() >= counted) {
                            histogram.recordValue(Math.max(0, now - record.timestamp()));
                        }
                    });
            writer.join();
        }
        return histogram;
    }

    private static void follow(
            KafkaConsumer<byte[], byte[]> consumer,
            long count,
            Consumer<ConsumerRecord<byte[], byte[]>> seen) {
        long last = System.currentTimeMillis();
        for (long left = count; left > 0; ) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            records.forEach(seen);
            left -= records.count();
            long now = System.currentTimeMillis();
            last = records.isEmpty() ? last : now;
            if (now - last > PATIENCE_MILLIS) {
                throw new IllegalStateException(
                        "Events do not come out: partitions="
                                + consumer.assignment()
                                + " missing="
                                + left
                                + " of="
                                + count);
            }
        }
    }

    private void write(String in, long count) {
        Clicks clicks = Clicks.endingAt(System.currentTimeMillis(), 0, 1);
        try (KafkaProducer<byte[], byte[]> producer = topics.producer()) {
            long begin = System.nanoTime();
            for (long i = 0; i < count; i++) {
                long due = begin + i * NANOS_PER_SECOND / ratePerSecond;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
                producer.send(topics.message(in, i, clicks.click(i)));
            }
        } catch (Exception failure) {
            throw new IllegalStateException("Events cannot be written: topic=" + in, failure);
        }
    }
}
