/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.workload.Bid;
import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.Event;
import io.sampo.benchmarks.workload.NexmarkEvents;
import io.sampo.benchmarks.workload.NexmarkRows;
import io.sampo.benchmarks.workload.WordEvents;
import io.sampo.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the workloads in a local environment. */
final class FlinkJobs {
    private static final int PARALLELISM = 2;

    private final boolean objectReuse;

    FlinkJobs(boolean objectReuse) {
        this.objectReuse = objectReuse;
    }

    /** Runs a workload to its end. */
    Checksum run(Workload workload, long seed, long events) throws Exception {
        StreamExecutionEnvironment environment = environment();
        ChecksumSink.RESULTS.clear();
        define(environment, workload, seed, events);
        environment.execute(workload.label());
        Checksum sum = new Checksum();
        ChecksumSink.RESULTS.forEach(sum::merge);
        return sum;
    }

    private StreamExecutionEnvironment environment() {
        return StreamExecutionEnvironment.createLocalEnvironment(
                PARALLELISM, settings(objectReuse));
    }

    static Configuration settings(boolean objectReuse) {
        Configuration settings = new Configuration();
        settings.set(PipelineOptions.OBJECT_REUSE, objectReuse);
        // else a type that its own serializers do not know would be slow without a word
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        return settings;
    }

    private static void define(
            StreamExecutionEnvironment environment, Workload workload, long seed, long events) {
        switch (workload) {
            case W1, W7 -> WordCount.define(words(environment, seed, events));
            case W5 ->
                    copyBids(environment, seed, events)
                            .sinkTo(new ChecksumSink<>(NexmarkRows::bid));
            case Q0 -> bids(environment, seed, events).sinkTo(new ChecksumSink<>(NexmarkRows::bid));
            case Q1 ->
                    bids(environment, seed, events)
                            .map(NexmarkRows::converted)
                            .returns(Bid.class)
                            .sinkTo(new ChecksumSink<>(NexmarkRows::bid));
            case Q2 ->
                    bids(environment, seed, events)
                            .filter(NexmarkRows::isKeptByQ2)
                            .sinkTo(new ChecksumSink<>(NexmarkRows::q2));
            case Q3 -> SellerJoin.define(events(environment, seed, events));
            case Q5 -> HotAuctions.define(bids(environment, seed, events));
            case Q7 -> BestBid.define(bids(environment, seed, events));
            case Q8 -> Newcomers.define(events(environment, seed, events));
            case W3_UNIFORM, W3_ZIPF, W4, S1, S10, S100, S1000 ->
                    throw new IllegalArgumentException("No throughput job: workload=" + workload);
        }
    }

    private static DataStream<String> words(
            StreamExecutionEnvironment environment, long seed, long events) {
        WordEvents words = new WordEvents(seed);
        return environment.fromSource(
                new LaneSource<>(events, words::word),
                WatermarkStrategy.noWatermarks(),
                "words",
                TypeInformation.of(String.class));
    }

    private static DataStream<Event> events(
            StreamExecutionEnvironment environment, long seed, long events) {
        NexmarkEvents nexmark = NexmarkEvents.ofSeed(seed);
        return environment.fromSource(
                new LaneSource<>(events, nexmark::event),
                WatermarkStrategy.<Event>forBoundedOutOfOrderness(
                                Duration.ofMillis(NexmarkEvents.DISORDER_MS))
                        .withTimestampAssigner((event, timestamp) -> event.dateTime()),
                "events",
                TypeInformation.of(Event.class));
    }

    private static DataStream<Bid> bids(
            StreamExecutionEnvironment environment, long seed, long events) {
        return events(environment, seed, events)
                .filter(event -> event.bid() != null)
                .map(event -> Objects.requireNonNull(event.bid()))
                .returns(Bid.class);
    }

    static DataStream<Bid> copyBids(
            StreamExecutionEnvironment environment, long seed, long events) {
        NexmarkEvents nexmark = NexmarkEvents.ofSeed(seed);
        return environment
                .fromSource(
                        new LaneSource<>(events, j -> nexmark.bid(NexmarkEvents.bidIndex(j))),
                        WatermarkStrategy.noWatermarks(),
                        "bids",
                        TypeInformation.of(Bid.class))
                .rebalance()
                .map(bid -> bid.withPrice(bid.price() + 1))
                .returns(Bid.class)
                .keyBy(Bid::auction)
                .map(bid -> bid.withPrice(bid.price() + 1))
                .returns(Bid.class);
    }
}
