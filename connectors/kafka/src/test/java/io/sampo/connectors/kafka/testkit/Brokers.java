/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.extension.BeforeAllCallback;

/** Real brokers, and what tests write to them and read from them. */
public abstract class Brokers implements BeforeAllCallback {
    private static final AtomicInteger TOPICS = new AtomicInteger();

    /** Returns the addresses to bootstrap from. */
    public abstract String address();

    /** Returns a client for whatever a test wants to know. */
    public abstract Admin admin();

    /** Returns the topic to create. */
    abstract NewTopic topic(String name, int partitions);

    /** Creates a topic with a name of its own. */
    public String createTopic(int partitions) throws Exception {
        String name = "topic" + TOPICS.incrementAndGet();
        admin().createTopics(List.of(topic(name, partitions))).all().get(30, TimeUnit.SECONDS);
        return name;
    }

    /** Writes the values to one partition, in order. */
    public void produce(String topic, int partition, Iterable<String> values) {
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, partition, null, value));
            }
        }
    }

    /** Writes the values to one partition, with a timestamp. */
    public void produceAt(String topic, int partition, long timestamp, String value) {
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            producer.send(new ProducerRecord<>(topic, partition, timestamp, null, value));
        }
    }

    /** Returns a producer of text. */
    public KafkaProducer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("linger.ms", 0);
        properties.putAll(more);
        properties.put("bootstrap.servers", address());
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    /** Returns the committed messages of a topic, by partition and offset. */
    public List<ConsumerRecord<String, String>> read(String topic) {
        return read(topic, "read_committed");
    }

    /** Returns the values of the committed messages of a topic. */
    public List<String> values(String topic) {
        return read(topic).stream().map(ConsumerRecord::value).toList();
    }

    /** Returns the messages of a topic up to its present end, by partition and offset. */
    public List<ConsumerRecord<String, String>> read(String topic, String isolation) {
        Map<String, Object> properties =
                Map.of(
                        "bootstrap.servers",
                        address(),
                        "isolation.level",
                        isolation,
                        "enable.auto.commit",
                        false);
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        found.sort(
                Comparator.comparingInt(
                                (ConsumerRecord<String, String> record) -> record.partition())
                        .thenComparingLong(ConsumerRecord::offset));
        return found;
    }

    /** Returns the state of each transactional id that begins with a prefix. */
    public Map<String, TransactionState> transactions(String prefix) throws Exception {
        Map<String, TransactionState> states = new TreeMap<>();
        // A client of its own: over connections to brokers that are gone this fails in 4.3.1.
        try (Admin fresh = Admin.create(Map.of("bootstrap.servers", address()))) {
            for (TransactionListing transaction :
                    fresh.listTransactions().all().get(30, TimeUnit.SECONDS)) {
                if (transaction.transactionalId().startsWith(prefix)) {
                    states.put(transaction.transactionalId(), transaction.state());
                }
            }
        }
        return states;
    }

    /** Returns the transactional ids with a prefix under which something is open. */
    public List<String> openTransactions(String prefix) throws Exception {
        return transactions(prefix).entrySet().stream()
                .filter(entry -> entry.getValue() == TransactionState.ONGOING)
                .map(Map.Entry::getKey)
                .toList();
    }
}
