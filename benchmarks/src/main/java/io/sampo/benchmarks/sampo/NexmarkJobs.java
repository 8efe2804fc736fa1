/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.workload.Bid;
import io.sampo.benchmarks.workload.Event;
import io.sampo.benchmarks.workload.NexmarkEvents;
import io.sampo.benchmarks.workload.NexmarkRows;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.time.Duration;
import java.util.Objects;

/** The Nexmark queries that filter and convert, and where the events of all queries come from. */
final class NexmarkJobs {
    private NexmarkJobs() {}

    /** Returns the events, in event time. */
    static DataStream<Event> events(StreamEnvironment environment, long seed, long events) {
        NexmarkEvents nexmark = NexmarkEvents.ofSeed(seed);
        return environment.fromSource(
                new EventSource<>(events, nexmark::event),
                WatermarkStrategy.<Event>forBoundedOutOfOrderness(
                                Duration.ofMillis(NexmarkEvents.DISORDER_MS))
                        .withTimestampAssigner((event, timestamp) -> event.dateTime()),
                "events");
    }

    /** Returns the bids among the events. */
    static DataStream<Bid> bids(StreamEnvironment environment, long seed, long events) {
        return events(environment, seed, events)
                .filter(event -> event.bid() != null)
                .map(event -> Objects.requireNonNull(event.bid()));
    }

    static void q0(StreamEnvironment environment, long seed, long events) {
        bids(environment, seed, events).sinkTo(new ChecksumSink<>(NexmarkRows::bid)).name("sum");
    }

    static void q1(StreamEnvironment environment, long seed, long events) {
        bids(environment, seed, events)
                .map(NexmarkRows::converted)
                .sinkTo(new ChecksumSink<>(NexmarkRows::bid))
                .name("sum");
    }

    static void q2(StreamEnvironment environment, long seed, long events) {
        bids(environment, seed, events)
                .filter(NexmarkRows::isKeptByQ2)
                .sinkTo(new ChecksumSink<>(NexmarkRows::q2))
                .name("sum");
    }
}
