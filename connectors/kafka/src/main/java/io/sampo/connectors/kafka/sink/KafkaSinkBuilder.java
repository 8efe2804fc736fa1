/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import io.sampo.connectors.kafka.format.KafkaRecordSerializer;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link KafkaSink}. Servers and a serializer must be given, and for exactly-once a prefix.
 *
 * @param <T> type of the records
 */
public final class KafkaSinkBuilder<T> {
    private static final int DEFAULT_POOL_SIZE = 8;
    private static final int SMALLEST_POOL_SIZE = TransactionPool.WORKING + 1;

    private final Map<String, String> properties = new TreeMap<>();
    private @Nullable KafkaRecordSerializer<T> serializer;
    private DeliveryGuarantee guarantee = DeliveryGuarantee.AT_LEAST_ONCE;
    private String prefix = "";
    private int poolSize = DEFAULT_POOL_SIZE;

    KafkaSinkBuilder() {}

    /** Sets the brokers to ask first, such as {@code host1:9092,host2:9092}. */
    public KafkaSinkBuilder<T> bootstrapServers(String servers) {
        return property(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    }

    /** Sets what makes messages of records. */
    public KafkaSinkBuilder<T> recordSerializer(KafkaRecordSerializer<T> wanted) {
        serializer = Objects.requireNonNull(wanted, "serializer");
        return this;
    }

    /** Sets what the sink promises; at-least-once by default. */
    public KafkaSinkBuilder<T> deliveryGuarantee(DeliveryGuarantee wanted) {
        guarantee = Objects.requireNonNull(wanted, "guarantee");
        return this;
    }

    /**
     * Sets what the transactional ids begin with; for exactly-once. Unique among all that write to
     * these brokers, and the same for all runs of the job.
     */
    public KafkaSinkBuilder<T> transactionalIdPrefix(String wanted) {
        prefix = Objects.requireNonNull(wanted, "prefix");
        return this;
    }

    /**
     * Sets how many transactional ids each subtask has, at least 4. So many checkpoints less 4 can
     * fail in a row without a restart of the job. 8 by default.
     */
    public KafkaSinkBuilder<T> transactionPoolSize(int size) {
        if (size < SMALLEST_POOL_SIZE) {
            throw invalid("has at least 4 transactional ids for each subtask", " size=" + size);
        }
        poolSize = size;
        return this;
    }

    /** Sets a property of the client, such as {@code compression.type}. */
    public KafkaSinkBuilder<T> property(String name, String value) {
        if (ProducerConfig.TRANSACTIONAL_ID_CONFIG.equals(name)) {
            throw invalid("makes transactional ids itself, from transactionalIdPrefix", "");
        }
        properties.put(name, Objects.requireNonNull(value, name));
        return this;
    }

    /** Sets properties of the client. */
    public KafkaSinkBuilder<T> properties(Properties more) {
        more.stringPropertyNames().forEach(name -> property(name, more.getProperty(name)));
        return this;
    }

    /**
     * Returns the sink. Nothing is asked of the brokers before the job starts.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if something is missing
     */
    public KafkaSink<T> build() {
        KafkaRecordSerializer<T> writes = serializer;
        if (!properties.containsKey(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            throw invalid("needs bootstrapServers", "");
        }
        if (writes == null) {
            throw invalid("needs a recordSerializer", "");
        }
        boolean exactlyOnce = guarantee == DeliveryGuarantee.EXACTLY_ONCE;
        if (exactlyOnce && prefix.isBlank()) {
            throw invalid("needs a transactionalIdPrefix for exactly-once", "");
        }
        KafkaSinkOptions<T> options =
                new KafkaSinkOptions<>(writes, prefix, poolSize, new TreeMap<>(properties));
        return exactlyOnce
                ? new TransactionalKafkaSink<>(options)
                : new PlainKafkaSink<>(options, guarantee == DeliveryGuarantee.AT_LEAST_ONCE);
    }

    private static StreamException invalid(String what, String values) {
        return new StreamException(
                ErrorCode.INVALID_PROGRAM,
                "A Kafka sink "
                        + what
                        + (values.isEmpty() ? "" : ":" + values)
                        + "; see its builder.");
    }
}
