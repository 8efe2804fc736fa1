/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream;

import io.sampo.connectors.kafka.format.KafkaDeserializer;
import io.sampo.connectors.kafka.format.KafkaRecordSerializer;
import io.sampo.connectors.kafka.sink.DeliveryGuarantee;
import io.sampo.connectors.kafka.sink.KafkaSink;
import io.sampo.connectors.kafka.source.KafkaSource;
import io.sampo.connectors.kafka.source.OffsetsInitializer;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.TimestampAssigner;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.operators.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The job: clicks of human beings, with the profiles of their users, counted in windows. */
final class ClickstreamJob {
    /** Also what the transactional ids begin with. */
    static final String NAME = "clickstream";

    private final Topics topics;
    private final TrafficJob traffic;

    ClickstreamJob(Topics topics, TrafficJob traffic) {
        this.topics = topics;
        this.traffic = traffic;
    }

    /** Adds the job to {@code environment}. */
    void build(StreamEnvironment environment, Duration window) {
        DataStream<Profile> profiles =
                environment.fromSource(
                        source(Topics.PROFILES, Profile.class),
                        ordered(Duration.ZERO, (profile, before) -> profile.atMillis()),
                        "profiles");
        DataStream<EnrichedClick> enriched =
                environment
                        .fromSource(
                                source(Topics.CLICKS, Click.class),
                                ordered(Traffic.DISORDER, (click, before) -> click.atMillis()),
                                "clicks")
                        .filter(click -> !click.robot())
                        .name("human beings only")
                        .connect(profiles)
                        .keyBy(Click::user, Profile::user)
                        .process(new EnrichClicks())
                        .name("join with the latest profile");
        enriched.sinkTo(sink(Topics.ENRICHED, EnrichedClick::user)).name("enriched clicks");
        enriched.keyBy(EnrichedClick::user)
                .window(TumblingEventTimeWindows.of(window))
                .aggregate(new CountClicks(), new CountClicks.OfWindow())
                .name("metrics of each user")
                .sinkTo(sink(Topics.METRICS, UserMetrics::user))
                .name("user metrics");
    }

    /** Reads what this run writes, and ends behind it. */
    private <T> KafkaSource<T> source(String topic, Class<T> type) {
        Map<TopicPartition, Long> end = traffic.endsOf(topic);
        return KafkaSource.<T>builder()
                .bootstrapServers(topics.servers())
                .topics(topic)
                .startingOffsets(OffsetsInitializer.offsets(topics.endsOf(topic)))
                .bounded(OffsetsInitializer.offsets(end))
                .deserializer(KafkaDeserializer.json(type))
                .build();
    }

    /** No partition is ever taken for idle: all of them have an end, which is waited for. */
    private static <T> WatermarkStrategy<T> ordered(
            Duration disorder, TimestampAssigner<T> timestamps) {
        return WatermarkStrategy.<T>forBoundedOutOfOrderness(disorder)
                .withTimestampAssigner(timestamps)
                .withIdleness(Duration.ZERO);
    }

    private <T> KafkaSink<T> sink(String topic, KafkaRecordSerializer.KeyText<T> user) {
        return KafkaSink.<T>builder()
                .bootstrapServers(topics.servers())
                .recordSerializer(KafkaRecordSerializer.json(topic, user))
                .deliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .transactionalIdPrefix(NAME + "-" + topic)
                .build();
    }
}
