/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream;

import io.sampo.connectors.kafka.format.KafkaDeserializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a consumer reads from a topic that sees committed messages only. */
final class CommittedRecords {
    private CommittedRecords() {}

    /** Returns what was written since {@code topics} was looked at, by key, in order. */
    static <T> Map<String, List<T>> byUser(Topics topics, String topic, Class<T> type)
            throws Exception {
        KafkaDeserializer<T> json = KafkaDeserializer.json(type);
        Map<String, List<T>> found = new TreeMap<>();
        Map<String, Object> properties =
                Map.of(
                        "bootstrap.servers",
                        topics.servers(),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<TopicPartition, Long> begin = topics.endsOf(topic);
            consumer.assign(begin.keySet());
            begin.forEach(consumer::seek);
            Map<TopicPartition, Long> ends = consumer.endOffsets(begin.keySet());
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> message :
                        consumer.poll(Duration.ofMillis(100))) {
                    String user = new String(message.key(), StandardCharsets.UTF_8);
                    found.computeIfAbsent(user, key -> new ArrayList<>())
                            .add(json.deserialize(message));
                }
            }
        }
        return found;
    }
}
