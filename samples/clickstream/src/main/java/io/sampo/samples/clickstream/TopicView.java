/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream;

import io.sampo.connectors.kafka.format.KafkaDeserializer;
import io.sampo.core.time.Clock;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Shows what goes into and out of the topics: what a consumer sees that reads committed messages
 * only. Used by one thread.
 */
final class TopicView implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int BUSIEST = 5;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> begin;
    private final PrintStream out;
    private final Clock clock;
    private final long startNanos;
    private final KafkaDeserializer<EnrichedClick> enrichedClicks =
            KafkaDeserializer.json(EnrichedClick.class);
    private final KafkaDeserializer<UserMetrics> userMetrics =
            KafkaDeserializer.json(UserMetrics.class);
    private final Map<String, Long> counts = new HashMap<>();
    private final List<UserMetrics> busiest = new ArrayList<>();
    private @Nullable EnrichedClick lastClick;
    private @Nullable UserMetrics lastMetrics;

    /** Begins where the topics ended before. */
    TopicView(Topics topics, PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
        startNanos = clock.nanoTime();
        begin = topics.ends();
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                topics.servers(),
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed",
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        consumer.assign(begin.keySet());
        begin.forEach(consumer::seek);
    }

    /** Shows once a second what has come, until {@code done}. */
    void follow(BooleanSupplier done) throws Exception {
        long shown = startNanos;
        while (!done.getAsBoolean()) {
            take();
            if (clock.nanoTime() - shown >= PERIOD_NANOS) {
                shown = clock.nanoTime();
                show();
            }
        }
    }

    /** Takes what has been written meanwhile. */
    void takeRest() throws Exception {
        Map<TopicPartition, Long> ends = consumer.endOffsets(begin.keySet());
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            take();
        }
    }

    private void take() throws Exception {
        for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
            counts.merge(message.topic(), 1L, Long::sum);
            if (message.topic().equals(Topics.ENRICHED)) {
                lastClick = enrichedClicks.deserialize(message);
            } else if (message.topic().equals(Topics.METRICS)) {
                UserMetrics metrics = userMetrics.deserialize(message);
                if (metrics != null) {
                    lastMetrics = metrics;
                    rank(metrics);
                }
            }
        }
    }

    private void rank(UserMetrics metrics) {
        busiest.add(metrics);
        busiest.sort(
                Comparator.comparingLong(UserMetrics::clicks)
                        .reversed()
                        .thenComparingLong(UserMetrics::startMillis)
                        .thenComparing(UserMetrics::user));
        if (busiest.size() > BUSIEST) {
            busiest.remove(BUSIEST);
        }
    }

    private void show() {
        out.printf(
                Locale.ROOT,
                "%6.1f s  in: %,d clicks, %,d profiles  out: %,d enriched clicks, %,d user metrics%n",
                seconds(),
                count(Topics.CLICKS),
                count(Topics.PROFILES),
                count(Topics.ENRICHED),
                count(Topics.METRICS));
        EnrichedClick click = lastClick;
        if (click != null) {
            out.printf(
                    "          %s  %s on %s (%s, %s)%n",
                    time(click.atMillis()),
                    click.user(),
                    click.page(),
                    click.country(),
                    click.plan());
        }
        UserMetrics metrics = lastMetrics;
        if (metrics != null) {
            out.printf(
                    "          %s to %s  %s: %d clicks on %d pages, %d paid%n",
                    time(metrics.startMillis()),
                    time(metrics.endMillis()),
                    metrics.user(),
                    metrics.clicks(),
                    metrics.pages(),
                    metrics.paidClicks());
        }
    }

    /** Shows what has come in all. */
    void showEnd(String name) {
        out.printf(
                Locale.ROOT,
                "%n%s: finished in %.1f s%n%n%,9d %s and %,d %s in%n%,9d %s and %,d %s out,"
                        + " committed%n",
                name,
                seconds(),
                count(Topics.CLICKS),
                Topics.CLICKS,
                count(Topics.PROFILES),
                Topics.PROFILES,
                count(Topics.ENRICHED),
                Topics.ENRICHED,
                count(Topics.METRICS),
                Topics.METRICS);
        if (busiest.isEmpty()) {
            return;
        }
        out.printf("%nThe busiest users in one window:%n%n");
        out.println("user      from      to        clicks  pages  paid");
        for (UserMetrics metrics : busiest) {
            out.printf(
                    "%-8s  %s  %s  %6d  %5d  %4d%n",
                    metrics.user(),
                    time(metrics.startMillis()),
                    time(metrics.endMillis()),
                    metrics.clicks(),
                    metrics.pages(),
                    metrics.paidClicks());
        }
    }

    private long count(String topic) {
        return counts.getOrDefault(topic, 0L);
    }

    private double seconds() {
        return (clock.nanoTime() - startNanos) / NANOS_PER_SECOND;
    }

    private static String time(long millis) {
        LocalTime time = LocalTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        return String.format(Locale.ROOT, "%tT", time);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
