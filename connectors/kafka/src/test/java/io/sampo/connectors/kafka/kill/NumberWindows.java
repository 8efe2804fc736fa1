/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.kill;

import io.sampo.connectors.kafka.format.KafkaDeserializer;
import io.sampo.connectors.kafka.sink.DeliveryGuarantee;
import io.sampo.connectors.kafka.sink.KafkaSink;
import io.sampo.connectors.kafka.source.KafkaSource;
import io.sampo.connectors.kafka.source.OffsetsInitializer;
import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.TumblingEventTimeWindows;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Numbers from 0 on, each in the partition that is its remainder; counted and added up for each key
 * in windows of 1,500 numbers, 15 of each key. A key is in one partition only, so all results and
 * their order per key are known.
 */
final class NumberWindows {
    /** Of both topics. */
    static final int PARTITIONS = 4;

    private static final int KEYS_PER_PARTITION = 25;
    private static final int NUMBERS_PER_MILLI = 15;
    private static final long WINDOW_MILLIS = 100;

    /** Prime to the number of keys. */
    private static final long STEP = 7919;

    private NumberWindows() {}

    private static String key(long number) {
        long inPartition = number / PARTITIONS;
        return number % PARTITIONS + "-" + inPartition * STEP % KEYS_PER_PARTITION;
    }

    private static long time(long number) {
        return number / NUMBERS_PER_MILLI;
    }

    private static String result(String key, long window, Totals totals) {
        return key + "=" + window + ":" + totals.count + ":" + totals.sum;
    }

    /** Returns the results of the first numbers by key, as a plain loop computes them. */
    static Map<String, List<String>> expected(long count) {
        Map<String, List<String>> results = new HashMap<>();
        Map<String, Totals> open = new HashMap<>();
        for (long number = 0; number <= count; number++) {
            boolean last = number == count;
            if (last || (number > 0 && window(number) != window(number - 1))) {
                long window = window(number - 1);
                open.forEach(
                        (key, totals) ->
                                results.computeIfAbsent(key, of -> new ArrayList<>())
                                        .add(result(key, window, totals)));
                open.clear();
            }
            if (!last) {
                open.computeIfAbsent(key(number), key -> new Totals()).add(number);
            }
        }
        return results;
    }

    private static long window(long number) {
        return time(number) / WINDOW_MILLIS * WINDOW_MILLIS;
    }

    /** Adds the job to an environment. */
    static void build(StreamEnvironment env, KafkaRun.Job job) {
        List<TopicPartition> partitions =
                IntStream.range(job.firstPartition(), job.firstPartition() + job.partitions())
                        .mapToObj(partition -> new TopicPartition(job.in(), partition))
                        .toList();
        Map<TopicPartition, Long> ends = new HashMap<>();
        partitions.forEach(partition -> ends.put(partition, job.stop()));
        KafkaDeserializer<Long> numbers =
                message -> Long.valueOf(new String(message.value(), StandardCharsets.UTF_8));
        String out = job.out();
        env.fromSource(
                        KafkaSource.<Long>builder()
                                .bootstrapServers(job.servers())
                                .partitions(partitions)
                                .groupId(job.name())
                                .bounded(OffsetsInitializer.offsets(ends))
                                .deserializer(numbers)
                                .build(),
                        WatermarkStrategy.<Long>forMonotonousTimestamps()
                                .withTimestampAssigner((number, before) -> time(number))
                                // numbers that come after a pause are not late
                                .withIdleness(Duration.ZERO),
                        "numbers")
                .keyBy(NumberWindows::key)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(WINDOW_MILLIS)))
                .aggregate(new Totalling(), new ToResult())
                .name("totals")
                .sinkTo(
                        new HaltingSink<>(
                                KafkaSink.<String>builder()
                                        .bootstrapServers(job.servers())
                                        .recordSerializer((result, time) -> message(out, result))
                                        .deliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                                        .transactionalIdPrefix(job.name())
                                        .build()))
                .name("totals out");
    }

    private static ProducerRecord<byte[], byte[]> message(String topic, String result) {
        String key = result.substring(0, result.indexOf('='));
        return new ProducerRecord<>(
                topic,
                key.getBytes(StandardCharsets.UTF_8),
                result.getBytes(StandardCharsets.UTF_8));
    }

    /** The accumulator. */
    static final class Totals {
        long count;
        long sum;

        void add(long number) {
            count++;
            sum += number;
        }
    }

    private static final class Totalling implements AggregateFunction<Long, Totals, Totals> {
        private static final long serialVersionUID = 1L;

        @Override
        public Totals createAccumulator() {
            return new Totals();
        }

        @Override
        public Totals add(Long number, Totals totals) {
            totals.add(number);
            return totals;
        }

        @Override
        public Totals getResult(Totals totals) {
            return totals;
        }

        @Override
        public Totals merge(Totals left, Totals right) {
            left.count += right.count;
            left.sum += right.sum;
            return left;
        }
    }

    private static final class ToResult
            extends ProcessWindowFunction<Totals, String, String, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                String key,
                Context<TimeWindow> context,
                Iterable<Totals> elements,
                Collector<String> out) {
            out.collect(result(key, context.window().start(), elements.iterator().next()));
        }
    }
}
