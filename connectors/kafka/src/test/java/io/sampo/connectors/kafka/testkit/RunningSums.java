/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.testkit;

import io.sampo.connectors.kafka.format.KafkaDeserializer;
import io.sampo.connectors.kafka.sink.DeliveryGuarantee;
import io.sampo.connectors.kafka.sink.KafkaSink;
import io.sampo.connectors.kafka.source.KafkaSource;
import io.sampo.connectors.kafka.source.KafkaSourceBuilder;
import io.sampo.operators.function.MapFunction;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A job from topic to topic that writes for each number the sum of all so far of its key. A key is
 * in one partition only, so that all results and their order per key are known.
 */
public final class RunningSums {
    /** Of both topics. */
    public static final int PARTITIONS = 3;

    private static final int KEYS = 20;

    private RunningSums() {}

    /** Writes the numbers, and returns the results to come, by key. */
    public static Map<String, List<String>> produce(Brokers brokers, String topic, int count) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<String> values = new ArrayList<>();
            for (int i = partition; i < count; i += PARTITIONS) {
                values.add(value(i, PARTITIONS));
            }
            brokers.produce(topic, partition, values);
        }
        return expected(count, PARTITIONS);
    }

    /** Returns the message of a number, which goes to the partition that is its remainder. */
    public static String value(long number, int partitions) {
        return "k" + number % KEYS + "/" + number % partitions + "=" + number;
    }

    /** Returns the results of the first numbers, by key. */
    public static Map<String, List<String>> expected(int count, int partitions) {
        Map<String, List<String>> expected = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String key = key(value(i, partitions));
            List<String> sums = expected.computeIfAbsent(key, of -> new ArrayList<>());
            long before = sums.isEmpty() ? 0 : number(sums.get(sums.size() - 1));
            sums.add(key + "=" + (before + i));
        }
        return expected;
    }

    /** Returns the committed results, by key. */
    public static Map<String, List<String>> read(Brokers brokers, String topic) {
        Map<String, List<String>> found = new HashMap<>();
        for (ConsumerRecord<String, String> record : brokers.read(topic)) {
            found.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(record.value());
        }
        return found;
    }

    /** Returns a builder of a source of the numbers; the consumer group is {@code out}. */
    public static KafkaSourceBuilder<String> source(String servers, String in, String out) {
        return KafkaSource.<String>builder()
                .bootstrapServers(servers)
                .topics(in)
                .groupId(out)
                .deserializer(KafkaDeserializer.strings());
    }

    /** Adds the job to an environment; the transactional ids begin with the name of {@code out}. */
    public static void build(
            StreamEnvironment env,
            String servers,
            KafkaSource<String> numbers,
            String out,
            MapFunction<String, String> disturbed) {
        env.fromSource(numbers, WatermarkStrategy.noWatermarks(), "numbers")
                .map(disturbed)
                .name("disturbed")
                .keyBy(RunningSums::key)
                .reduce((sum, next) -> key(sum) + "=" + (number(sum) + number(next)))
                .name("sums")
                .sinkTo(
                        KafkaSink.<String>builder()
                                .bootstrapServers(servers)
                                .recordSerializer((sum, time) -> message(out, sum))
                                .deliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                                .transactionalIdPrefix(out)
                                .build())
                .name("sums out");
    }

    private static ProducerRecord<byte[], byte[]> message(String topic, String sum) {
        return new ProducerRecord<>(
                topic,
                key(sum).getBytes(StandardCharsets.UTF_8),
                sum.getBytes(StandardCharsets.UTF_8));
    }

    /** Keeps a record back for a while, so that there are some checkpoints meanwhile. */
    public static String slowed(String record, long nanos) {
        long until = System.nanoTime() + nanos;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        return record;
    }

    private static String key(String value) {
        return value.substring(0, value.indexOf('='));
    }

    private static long number(String value) {
        return Long.parseLong(value.substring(value.indexOf('=') + 1));
    }
}
