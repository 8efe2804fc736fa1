/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the brokers which partitions there are, and for offsets. Blocks; thread-safe. */
final class KafkaCluster implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaCluster.class);

    private final Admin admin;
    private final String servers;
    private final Subscription subscription;
    private final @Nullable String group;
    private final ListOffsetsOptions isolation;

    /**
     * Creates the client; it connects when it is asked.
     *
     * @param properties of the client
     * @param group the consumer group whose offsets are looked up, null if there is none
     */
    KafkaCluster(
            Properties properties,
            Subscription subscription,
            @Nullable String group,
            IsolationLevel isolation) {
        this.admin = Admin.create(properties);
        this.servers = String.valueOf(properties.get("bootstrap.servers"));
        this.subscription = subscription;
        this.group = group;
        this.isolation = new ListOffsetsOptions(isolation);
    }

    /**
     * Returns the partitions that the source is to read.
     *
     * @throws StreamException with {@code INPUT_UNAVAILABLE} if one that was named does not exist
     */
    Set<TopicPartition> partitions() throws Exception {
        if (subscription instanceof Subscription.Topics topics) {
            return partitionsOf(topics.names());
        }
        if (subscription instanceof Subscription.Pattern pattern) {
            java.util.regex.Pattern regex = java.util.regex.Pattern.compile(pattern.regex());
            Set<String> names =
                    get(admin.listTopics().names()).stream()
                            .filter(name -> regex.matcher(name).matches())
                            .collect(Collectors.toSet());
            return existingPartitionsOf(names);
        }
        Subscription.Partitions named = (Subscription.Partitions) subscription;
        Set<TopicPartition> found = partitionsOf(named.topics());
        for (TopicPartition partition : named.partitions()) {
            if (!found.contains(partition)) {
                throw missing("partition=" + partition, null);
            }
        }
        return new HashSet<>(named.partitions());
    }

    /** As {@link #partitions}, nothing if the brokers do not answer at the moment. */
    Optional<Set<TopicPartition>> partitionsIfReachable() throws Exception {
        try {
            return Optional.of(partitions());
        } catch (RetriableException failure) {
            LOG.warn(
                    "Partitions cannot be looked for at the moment: topics={} servers={} cause={}",
                    subscription,
                    servers,
                    failure.toString());
            return Optional.empty();
        }
    }

    private Set<TopicPartition> partitionsOf(Collection<String> topics) throws Exception {
        Set<TopicPartition> found = new HashSet<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : describe(topics)) {
            try {
                add(get(topic.getValue()), found);
            } catch (UnknownTopicOrPartitionException failure) {
                throw missing("topic=" + topic.getKey(), failure);
            }
        }
        return found;
    }

    /** Leaves out topics that went while they were looked at. */
    private Set<TopicPartition> existingPartitionsOf(Collection<String> topics) throws Exception {
        Set<TopicPartition> found = new HashSet<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : describe(topics)) {
            try {
                add(get(topic.getValue()), found);
            } catch (UnknownTopicOrPartitionException gone) {
                LOG.debug("A topic is gone: topic={}", topic.getKey(), gone);
            }
        }
        return found;
    }

    private Set<Map.Entry<String, KafkaFuture<TopicDescription>>> describe(
            Collection<String> topics) {
        return admin.describeTopics(topics).topicNameValues().entrySet();
    }

    private static void add(TopicDescription topic, Set<TopicPartition> found) {
        topic.partitions()
                .forEach(
                        partition ->
                                found.add(new TopicPartition(topic.name(), partition.partition())));
    }

    private StreamException missing(String what, @Nullable Exception cause) {
        return new StreamException(
                ErrorCode.INPUT_UNAVAILABLE,
                "A topic or partition does not exist: "
                        + what
                        + " servers="
                        + servers
                        + ". Create it, or correct the name or the servers.",
                cause);
    }

    /** Returns where each partition begins. */
    Map<TopicPartition, Long> startOffsets(OffsetsInitializer where, Set<TopicPartition> of)
            throws Exception {
        Map<TopicPartition, Long> found = find(where, of);
        Set<TopicPartition> left = new HashSet<>(of);
        left.removeAll(found.keySet());
        found.putAll(listed(left, OffsetSpec.earliest()));
        return found;
    }

    /** Returns where each partition ends. */
    Map<TopicPartition, Long> stopOffsets(OffsetsInitializer where, Set<TopicPartition> of)
            throws Exception {
        Map<TopicPartition, Long> found = find(where, of);
        for (TopicPartition partition : of) {
            if (!found.containsKey(partition)) {
                throw new StreamException(
                        ErrorCode.INVALID_PROGRAM,
                        "A bounded Kafka source must know where each partition ends: partition="
                                + partition
                                + " given="
                                + where
                                + ". Give its offset, or end at the latest one.");
            }
        }
        return found;
    }

    private Map<TopicPartition, Long> find(OffsetsInitializer where, Set<TopicPartition> of)
            throws Exception {
        if (where instanceof OffsetsInitializer.Latest) {
            return listed(of, OffsetSpec.latest());
        }
        if (where instanceof OffsetsInitializer.Timestamp time) {
            return atTime(time.millis(), of);
        }
        if (where instanceof OffsetsInitializer.Given given) {
            Map<TopicPartition, Long> offsets = new HashMap<>(given.offsets());
            offsets.keySet().retainAll(of);
            return offsets;
        }
        if (where instanceof OffsetsInitializer.Committed committed) {
            return committed(committed.otherwise(), of);
        }
        return listed(of, OffsetSpec.earliest());
    }

    private Map<TopicPartition, Long> atTime(long millis, Set<TopicPartition> of) throws Exception {
        Map<TopicPartition, Long> found = listed(of, OffsetSpec.forTimestamp(millis));
        // No message is that late.
        found.values().removeIf(offset -> offset < 0);
        Set<TopicPartition> left = new HashSet<>(of);
        left.removeAll(found.keySet());
        found.putAll(listed(left, OffsetSpec.latest()));
        return found;
    }

    private Map<TopicPartition, Long> committed(
            @Nullable OffsetsInitializer otherwise, Set<TopicPartition> of) throws Exception {
        Map<TopicPartition, Long> found = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> offsets =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Set<TopicPartition> left = new HashSet<>(of);
        for (TopicPartition partition : of) {
            OffsetAndMetadata offset = offsets.get(partition);
            if (offset != null) {
                found.put(partition, offset.offset());
                left.remove(partition);
            }
        }
        if (otherwise != null) {
            found.putAll(find(otherwise, left));
        } else if (!left.isEmpty()) {
            throw new StreamException(
                    ErrorCode.INPUT_UNAVAILABLE,
                    "The consumer group has no committed offsets: group="
                            + group
                            + " partitions="
                            + left.stream()
                                    .map(TopicPartition::toString)
                                    .collect(Collectors.toCollection(TreeSet::new))
                            + " servers="
                            + servers
                            + ". Commit some, or say with committedOffsets(otherwise) where to begin.");
        }
        return found;
    }

    private Map<TopicPartition, Long> listed(Set<TopicPartition> of, OffsetSpec spec)
            throws Exception {
        Map<TopicPartition, Long> found = new HashMap<>();
        if (of.isEmpty()) {
            return found;
        }
        Map<TopicPartition, OffsetSpec> asked =
                of.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
        for (Map.Entry<TopicPartition, ListOffsetsResultInfo> answer :
                get(admin.listOffsets(asked, isolation).all()).entrySet()) {
            found.put(answer.getKey(), answer.getValue().offset());
        }
        return found;
    }

    private static <R> R get(KafkaFuture<R> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failure;
        }
    }

    List<String> describeSubscription() {
        return List.of(subscription.toString(), servers);
    }

    @Override
    public void close() {
        admin.close();
    }
}
