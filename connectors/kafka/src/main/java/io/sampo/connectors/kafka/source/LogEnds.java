/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import io.sampo.core.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where partitions really end. To a consumer that reads committed messages a partition seems to end
 * where the first open transaction begins; what is behind will be read later, so such a partition
 * is not at its end, and must not count as idle. Asks the brokers at most once a second. Touched by
 * one task at a time.
 */
final class LogEnds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogEnds.class);
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Supplier<Admin> admins;
    private final Clock clock;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private @Nullable Admin admin;
    private long askedNanos;

    /**
     * Creates what asks nothing yet.
     *
     * @param admins makes the client when it is needed
     */
    LogEnds(Supplier<Admin> admins, Clock clock) {
        this.admins = admins;
        this.clock = clock;
    }

    /** Asks for the ends of these partitions, unless it was done just now. Blocks. */
    void refresh(Collection<TopicPartition> partitions) throws InterruptedException {
        long now = clock.nanoTime();
        if (partitions.isEmpty() || (admin != null && now - askedNanos < PAUSE_NANOS)) {
            return;
        }
        Admin asked = admin;
        if (asked == null) {
            asked = admins.get();
            admin = asked;
        }
        askedNanos = now;
        try {
            asked.listOffsets(
                            partitions.stream()
                                    .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
        } catch (ExecutionException failure) {
            // Not known is not at the end.
            ends.keySet().removeAll(partitions);
            LOG.warn(
                    "The ends of partitions are not known at the moment: partitions={} cause={}",
                    partitions,
                    String.valueOf(failure.getCause()));
        }
    }

    /** Returns whether there is nothing at an offset or behind it, as far as is known. */
    boolean isAtEnd(TopicPartition partition, long offset) {
        return ends.getOrDefault(partition, Long.MAX_VALUE) <= offset;
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }
}
