/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream;

import io.sampo.connectors.datagen.DataGenSource;
import io.sampo.connectors.datagen.GeneratorFunction;
import io.sampo.connectors.kafka.format.KafkaRecordSerializer;
import io.sampo.connectors.kafka.format.KafkaRecordSerializer.KeyText;
import io.sampo.connectors.kafka.sink.DeliveryGuarantee;
import io.sampo.connectors.kafka.sink.KafkaSink;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The job that fills the input topics, at the pace of the clock. */
final class TrafficJob {
    private final Traffic traffic;
    private final Topics topics;

    TrafficJob(Traffic traffic, Topics topics) {
        this.traffic = traffic;
        this.topics = topics;
    }

    /** Adds the job to {@code environment}. */
    void build(StreamEnvironment environment, double clicksPerSecond) {
        environment.setParallelism(1);
        Traffic all = traffic;
        add(environment, Topics.CLICKS, all::click, Click::user, all.clicks(), clicksPerSecond);
        add(
                environment,
                Topics.PROFILES,
                all::profile,
                Profile::user,
                all.profiles(),
                clicksPerSecond / Traffic.CLICKS_PER_PROFILE);
    }

    private <T> void add(
            StreamEnvironment environment,
            String topic,
            GeneratorFunction<T> generator,
            KeyText<T> user,
            long count,
            double perSecond) {
        environment
                .fromSource(
                        DataGenSource.of(generator).count(count).ratePerSecond(perSecond),
                        WatermarkStrategy.noWatermarks(),
                        "generated " + topic)
                .sinkTo(
                        KafkaSink.<T>builder()
                                .bootstrapServers(topics.servers())
                                .recordSerializer(byUser(topic, user))
                                .deliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                                .build())
                .name(topic);
    }

    private <T> KafkaRecordSerializer<T> byUser(String topic, KeyText<T> user) {
        KafkaRecordSerializer<T> json = KafkaRecordSerializer.json(topic, user);
        int partitions = topics.endsOf(topic).size();
        return (record, timestamp) -> {
            ProducerRecord<byte[], byte[]> message = json.serialize(record, timestamp);
            return message == null
                    ? null
                    : new ProducerRecord<>(
                            topic,
                            partitionOf(Objects.requireNonNull(user.keyOf(record)), partitions),
                            message.key(),
                            message.value());
        };
    }

    private static int partitionOf(String user, int partitions) {
        return Math.floorMod(user.hashCode(), partitions);
    }

    /** Returns where the input topics end once everything is written. */
    Map<TopicPartition, Long> endsOf(String topic) {
        return topic.equals(Topics.CLICKS)
                ? ends(topic, traffic.clicks(), index -> traffic.click(index).user())
                : ends(topic, traffic.profiles(), index -> traffic.profile(index).user());
    }

    private Map<TopicPartition, Long> ends(String topic, long count, LongFunction<String> userOf) {
        Map<TopicPartition, Long> ends = new HashMap<>(topics.endsOf(topic));
        int partitions = ends.size();
        for (long index = 0; index < count; index++) {
            int partition = partitionOf(userOf.apply(index), partitions);
            ends.merge(new TopicPartition(topic, partition), 1L, Long::sum);
        }
        return ends;
    }
}
