/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.kafka;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sampo.benchmarks.kafka.workload.Click;
import io.sampo.benchmarks.kafka.workload.ClickTotals;
import io.sampo.benchmarks.kafka.workload.Clicks;
import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.Mix;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of the benchmark, on one broker. Confined to one thread. */
final class Topics implements AutoCloseable {
    static final int PARTITIONS = 4;

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long LIMIT_SECONDS = 30;
    private static final long HASH_FACTOR = 31;

    private final String servers;
    private final Admin admin;
    private final ObjectMapper mapper = JsonMapper.builder().build();

    Topics(String servers) {
        this.servers = servers;
        this.admin = Admin.create(Map.of("bootstrap.servers", servers));
    }

    /**
     * Creates a topic.
     *
     * @param appendTime whether messages get the time at which the broker has taken them
     */
    void create(String name, boolean appendTime) throws Exception {
        String time = appendTime ? "LogAppendTime" : "CreateTime";
        admin.createTopics(
                        List.of(
                                new NewTopic(name, PARTITIONS, (short) 1)
                                        .configs(Map.of("message.timestamp.type", time))))
                .all()
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", 5, "batch.size", 131_072),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Returns a consumer of what is committed, from the beginning of a topic on. */
    KafkaConsumer<byte[], byte[]> consumer(String topic) {
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                servers,
                                "isolation.level",
                                "read_committed",
                                "enable.auto.commit",
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                IntStream.range(0, PARTITIONS)
                        .mapToObj(partition -> new TopicPartition(topic, partition))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** Returns the message of an event. */
    ProducerRecord<byte[], byte[]> message(String topic, long index, Click click) throws Exception {
        return new ProducerRecord<>(
                topic, (int) (index % PARTITIONS), null, null, mapper.writeValueAsBytes(click));
    }

    /** Writes all events, and returns what the results must be. */
    Checksum fill(String topic, Clicks clicks, long count) throws Exception {
        Checksum expected = new Checksum();
        Map<String, ClickTotals> open = new HashMap<>();
        long window = clicks.start();
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            for (long i = 0; i < count; i++) {
                Click click = clicks.click(i);
                long its = Clicks.windowOf(click.at());
                if (its != window) {
                    close(open, window, expected);
                    window = its;
                }
                open.merge(click.user(), ClickTotals.none().plus(click), ClickTotals::plus);
                producer.send(message(topic, i, click));
            }
        }
        close(open, window, expected);
        return expected;
    }

    private void close(Map<String, ClickTotals> open, long window, Checksum into) throws Exception {
        for (ClickTotals totals : open.values()) {
            into.add(hash(mapper.writeValueAsBytes(totals.in(window))));
        }
        open.clear();
    }

    /** Returns what is committed in a topic. */
    Checksum read(String topic) {
        Checksum found = new Checksum();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    found.add(hash(record.value()));
                }
            }
        }
        return found;
    }

    private static long hash(byte[] value) {
        return Mix.row(Arrays.hashCode(value), value.length * HASH_FACTOR);
    }

    @Override
    public void close() {
        admin.close();
    }
}
