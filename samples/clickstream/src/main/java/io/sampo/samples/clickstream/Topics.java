/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics of the sample, and where they ended before it began: what is older is not its concern.
 *
 * @param servers where the brokers are
 * @param ends by partition
 */
record Topics(String servers, Map<TopicPartition, Long> ends) {
    static final String CLICKS = "clicks";
    static final String PROFILES = "user_profiles";
    static final String ENRICHED = "enriched_clicks";
    static final String METRICS = "user_metrics";

    private static final List<String> ALL = List.of(CLICKS, PROFILES, ENRICHED, METRICS);
    private static final int PARTITIONS = 3;
    private static final int PATIENCE_MILLIS = 15_000;

    /** Copies the map. */
    Topics {
        ends = Map.copyOf(ends);
    }

    /**
     * Creates what is missing, and looks where all of them end.
     *
     * @throws StreamException with {@code INPUT_UNAVAILABLE} if no broker answers
     */
    static Topics prepare(String servers) throws InterruptedException {
        try (Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers,
                                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS))) {
            return new Topics(servers, ends(admin, partitions(admin)));
        } catch (ExecutionException failure) {
            throw new StreamException(
                    ErrorCode.INPUT_UNAVAILABLE,
                    "The brokers do not do what the sample asks of them: bootstrap="
                            + servers
                            + " topics="
                            + ALL
                            + ". Without --bootstrap it starts a broker of its own.",
                    failure.getCause());
        }
    }

    private static List<TopicPartition> partitions(Admin admin)
            throws ExecutionException, InterruptedException {
        Set<String> present = admin.listTopics().names().get();
        List<NewTopic> missing = new ArrayList<>();
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : ALL) {
            if (!present.contains(topic)) {
                missing.add(topic(topic));
                addPartitions(topic, PARTITIONS, partitions);
            }
        }
        admin.createTopics(missing).all().get();
        List<String> old = ALL.stream().filter(present::contains).toList();
        for (TopicDescription topic : admin.describeTopics(old).allTopicNames().get().values()) {
            addPartitions(topic.name(), topic.partitions().size(), partitions);
        }
        return partitions;
    }

    /** The event time is in the past, and messages must not be deleted for that. */
    private static NewTopic topic(String name) {
        return new NewTopic(name, Optional.of(PARTITIONS), Optional.empty())
                .configs(Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));
    }

    private static void addPartitions(String topic, int count, List<TopicPartition> to) {
        for (int partition = 0; partition < count; partition++) {
            to.add(new TopicPartition(topic, partition));
        }
    }

    private static Map<TopicPartition, Long> ends(Admin admin, List<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> found :
                admin.listOffsets(wanted).all().get().entrySet()) {
            ends.put(found.getKey(), found.getValue().offset());
        }
        return ends;
    }

    /** Returns where the partitions of one topic ended. */
    Map<TopicPartition, Long> endsOf(String topic) {
        Map<TopicPartition, Long> found = new HashMap<>(ends);
        found.keySet().removeIf(partition -> !partition.topic().equals(topic));
        return found;
    }
}
