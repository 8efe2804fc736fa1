/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.measure.DueEvents;
import io.sampo.benchmarks.measure.Engine;
import io.sampo.benchmarks.measure.Latencies;
import io.sampo.benchmarks.measure.MeasuredOps;
import io.sampo.benchmarks.measure.Recovery;
import io.sampo.benchmarks.measure.ResultParts;
import io.sampo.benchmarks.workload.Bid;
import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.Event;
import io.sampo.benchmarks.workload.NexmarkEvents;
import io.sampo.benchmarks.workload.NexmarkRows;
import io.sampo.benchmarks.workload.WordEvents;
import io.sampo.benchmarks.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the workloads as jobs of Flink in a local environment. */
final class FlinkEngine implements Engine {
    private final Configuration variant;

    private FlinkEngine(Configuration variant) {
        this.variant = variant;
    }

    /** Returns it with its defaults, or as the name of a variant says. */
    static FlinkEngine named(String name) {
        return new FlinkEngine(variant(name));
    }

    static Configuration variant(String name) {
        Configuration variant = new Configuration();
        // else a type that its own serializers do not know would be slow without a word
        variant.set(PipelineOptions.GENERIC_TYPES, false);
        switch (name) {
            case "flink-reuse" -> variant.set(PipelineOptions.OBJECT_REUSE, true);
            case "flink-0ms" -> variant.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
            default -> {}
        }
        return variant;
    }

    @Override
    public Checksum run(Workload workload, long seed, long events, Path directory)
            throws Exception {
        Configuration settings = new Configuration(variant);
        if (isOnDisk(workload)) {
            settings.addAll(StateSettings.onDisk());
            settings.addAll(StateSettings.incremental(directory));
        }
        StreamExecutionEnvironment environment = environment(settings, workload);
        ResultParts.reset();
        define(environment, workload, seed, events);
        environment.execute(workload.label());
        return ResultParts.checksum();
    }

    private static boolean isOnDisk(Workload workload) {
        return switch (workload) {
            case W3_UNIFORM, W3_ZIPF, W3_WIDE -> true;
            default -> false;
        };
    }

    @Override
    public Latencies latencies(Workload workload, long seed, long events, Path directory)
            throws Exception {
        Configuration settings = new Configuration(variant);
        settings.addAll(StateSettings.everySecond(directory));
        StreamExecutionEnvironment environment = environment(settings, workload);
        ResultParts.reset();
        LatencyJob.define(environment, DueEvents.of(workload, seed), events);
        environment.execute(workload.label());
        return ResultParts.latencies();
    }

    @Override
    public Recovery recovery(Workload workload, long seed, Path directory) throws Exception {
        return new RecoveryJob(workload, seed, directory).run(new Configuration(variant));
    }

    static StreamExecutionEnvironment environment(Configuration settings, Workload workload) {
        return StreamExecutionEnvironment.createLocalEnvironment(workload.parallelism(), settings);
    }

    private static void define(
            StreamExecutionEnvironment environment, Workload workload, long seed, long events) {
        switch (workload) {
            case W1, W7, W7_ARCHIVE -> WordCount.define(words(environment, seed, events));
            case W5 ->
                    copyBids(environment, seed, events)
                            .sinkTo(ResultSink.checksum(NexmarkRows::bid));
            case Q0 ->
                    bids(environment, seed, events).sinkTo(ResultSink.checksum(NexmarkRows::bid));
            case Q1 ->
                    bids(environment, seed, events)
                            .map(NexmarkRows::converted)
                            .returns(Bid.class)
                            .sinkTo(ResultSink.checksum(NexmarkRows::bid));
            case Q2 ->
                    bids(environment, seed, events)
                            .filter(NexmarkRows::isKeptByQ2)
                            .sinkTo(ResultSink.checksum(NexmarkRows::q2));
            case Q3 -> SellerJoin.define(events(environment, seed, events));
            case Q5 -> HotAuctions.define(bids(environment, seed, events));
            case Q7 -> BestBid.define(bids(environment, seed, events));
            case Q8 -> Newcomers.define(events(environment, seed, events));
            case W3_UNIFORM, W3_ZIPF, W3_WIDE ->
                    UpdateState.define(environment, MeasuredOps.of(workload, seed), events);
            default -> throw new IllegalArgumentException("No job: workload=" + workload);
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
                        new LaneSource<>(events, nexmark::nthBid),
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
