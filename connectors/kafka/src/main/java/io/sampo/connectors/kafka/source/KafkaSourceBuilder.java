/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import io.sampo.connectors.kafka.ErrorPolicy;
import io.sampo.connectors.kafka.format.KafkaDeserializer;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link KafkaSource}. Servers, a deserializer and one of topics, pattern and partitions
 * must be given.
 *
 * @param <T> type of the records
 */
public final class KafkaSourceBuilder<T> {
    private static final Duration DEFAULT_DISCOVERY = Duration.ofMinutes(1);

    private final Map<String, String> properties = new TreeMap<>();
    private @Nullable Subscription subscription;
    private @Nullable KafkaDeserializer<T> deserializer;
    private OffsetsInitializer start = OffsetsInitializer.earliest();
    private @Nullable OffsetsInitializer stop;
    private Duration discovery = DEFAULT_DISCOVERY;
    private ErrorPolicy policy = ErrorPolicy.fail();
    private @Nullable Boolean commitsOffsets;

    KafkaSourceBuilder() {}

    /** Sets the brokers to ask first, such as {@code host1:9092,host2:9092}. */
    public KafkaSourceBuilder<T> bootstrapServers(String servers) {
        return property(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    }

    /** Sets the consumer group, whose committed offsets a start may use and checkpoints set. */
    public KafkaSourceBuilder<T> groupId(String group) {
        return property(ConsumerConfig.GROUP_ID_CONFIG, group);
    }

    /** Reads all partitions of these topics. */
    public KafkaSourceBuilder<T> topics(String... names) {
        return subscribe(new Subscription.Topics(List.of(names)));
    }

    /** Reads all partitions of the topics whose whole name matches; new topics too. */
    public KafkaSourceBuilder<T> topicPattern(Pattern pattern) {
        return subscribe(new Subscription.Pattern(pattern.pattern()));
    }

    /** Reads these partitions only. */
    public KafkaSourceBuilder<T> partitions(Collection<TopicPartition> partitions) {
        return subscribe(new Subscription.Partitions(List.copyOf(partitions)));
    }

    private KafkaSourceBuilder<T> subscribe(Subscription wanted) {
        if (subscription != null) {
            throw invalid("takes one of topics, topicPattern and partitions, once", "");
        }
        subscription = wanted;
        return this;
    }

    /**
     * Sets where the partitions begin that are there when the job starts anew; the earliest message
     * by default.
     */
    public KafkaSourceBuilder<T> startingOffsets(OffsetsInitializer offsets) {
        start = Objects.requireNonNull(offsets, "offsets");
        return this;
    }

    /**
     * Makes the source end at these offsets, found when the job starts anew; it does not look for
     * new partitions then.
     */
    public KafkaSourceBuilder<T> bounded(OffsetsInitializer offsets) {
        stop = Objects.requireNonNull(offsets, "offsets");
        return this;
    }

    /** Sets what makes records of messages. */
    public KafkaSourceBuilder<T> deserializer(KafkaDeserializer<T> wanted) {
        deserializer = Objects.requireNonNull(wanted, "deserializer");
        return this;
    }

    /** Sets what becomes of messages that cannot be read. By default the job fails. */
    public KafkaSourceBuilder<T> onUnreadable(ErrorPolicy wanted) {
        policy = Objects.requireNonNull(wanted, "policy");
        return this;
    }

    /**
     * Sets the time between two looks at the brokers for partitions that are new, or deleted; zero
     * never looks. A minute by default.
     */
    public KafkaSourceBuilder<T> partitionDiscovery(Duration period) {
        if (period.isNegative()) {
            throw invalid(
                    "looks for partitions after a positive time, or zero", " period=" + period);
        }
        discovery = period;
        return this;
    }

    /**
     * Sets whether the offsets of completed checkpoints are committed for the consumer group; by
     * default if there is a group.
     */
    public KafkaSourceBuilder<T> commitOffsetsOnCheckpoints(boolean wanted) {
        commitsOffsets = wanted;
        return this;
    }

    /** Sets a property of the client, such as {@code client.rack} or {@code max.poll.records}. */
    public KafkaSourceBuilder<T> property(String name, String value) {
        properties.put(name, Objects.requireNonNull(value, name));
        return this;
    }

    /** Sets properties of the client. */
    public KafkaSourceBuilder<T> properties(Properties more) {
        more.stringPropertyNames().forEach(name -> property(name, more.getProperty(name)));
        return this;
    }

    /**
     * Returns the source. Nothing is asked of the brokers before the job starts.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if something is missing
     */
    public KafkaSource<T> build() {
        Subscription of = subscription;
        KafkaDeserializer<T> reads = deserializer;
        boolean hasGroup = properties.containsKey(ConsumerConfig.GROUP_ID_CONFIG);
        if (!properties.containsKey(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            throw invalid("needs bootstrapServers", "");
        }
        if (of == null) {
            throw invalid("needs one of topics, topicPattern and partitions", "");
        }
        if (reads == null) {
            throw invalid("needs a deserializer", " topics=" + of);
        }
        if (!hasGroup && (usesGroup(start) || usesGroup(stop))) {
            throw invalid("needs groupId for committed offsets", " topics=" + of);
        }
        if (!hasGroup && Boolean.TRUE.equals(commitsOffsets)) {
            throw invalid("needs groupId to commit offsets", " topics=" + of);
        }
        return new KafkaSource<>(
                new KafkaSourceOptions<>(
                        of,
                        reads,
                        start,
                        stop,
                        discovery,
                        policy,
                        commitsOffsets == null ? hasGroup : commitsOffsets,
                        new TreeMap<>(properties)));
    }

    private static boolean usesGroup(@Nullable OffsetsInitializer offsets) {
        return offsets instanceof OffsetsInitializer.Committed;
    }

    private static StreamException invalid(String what, String values) {
        return new StreamException(
                ErrorCode.INVALID_PROGRAM,
                "A Kafka source "
                        + what
                        + (values.isEmpty() ? "" : ":" + values)
                        + "; see its builder.");
    }
}
