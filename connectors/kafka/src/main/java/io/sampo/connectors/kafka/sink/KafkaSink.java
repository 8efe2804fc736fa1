/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import io.sampo.operators.sink.Sink;

/**
 * Writes messages to topics of Apache Kafka.
 *
 * <pre>{@code
 * KafkaSink<Visit> visits =
 *         KafkaSink.<Visit>builder()
 *                 .bootstrapServers("localhost:9092")
 *                 .recordSerializer(KafkaRecordSerializer.json("visits", Visit::user))
 *                 .deliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
 *                 .transactionalIdPrefix("visits-per-user")
 *                 .build();
 * results.sinkTo(visits).name("visits");
 * }</pre>
 *
 * <p>Exactly-once puts what is written between two barriers into a transaction, which is committed
 * when the checkpoint is complete. A consumer that reads with {@code
 * isolation.level=read_committed} sees each message once, at the earliest after a checkpoint; one
 * that does not sees everything, also what is never committed. In a job without checkpoints there
 * is one transaction, committed at its end.
 *
 * <p>Each subtask has a fixed number of transactional ids ({@code <prefix>-<subtask>-<number>}),
 * known to the checkpoints. On a restore the transactions of the checkpoint are committed once
 * more, and all other ids fenced, so that nothing stays open and no earlier process can write on.
 * No two jobs may use the same prefix on the same brokers: the later one stops the earlier.
 *
 * <p>A transaction must outlive a checkpoint and a restart. {@code transaction.timeout.ms} is as
 * long as the brokers allow by default; the sink does not start where it is too short. A completed
 * checkpoint whose transaction the brokers have given up stops the job with {@code COMMIT_REFUSED},
 * naming the transaction. What a job leaves open that never comes back, {@link KafkaTransactions}
 * ends.
 *
 * <p>Values may be bytes, text and JSON ({@link
 * io.sampo.connectors.kafka.format.KafkaRecordSerializer}), Avro with a schema registry or without
 * one ({@code AvroSerializer}), Protocol Buffers ({@code ProtobufSerializer}), or whatever a
 * serializer of yours makes of records.
 *
 * @param <T> type of the records
 */
public abstract sealed class KafkaSink<T> implements Sink<T>
        permits PlainKafkaSink, TransactionalKafkaSink {
    private static final long serialVersionUID = 1L;

    final KafkaSinkOptions<T> options;

    KafkaSink(KafkaSinkOptions<T> options) {
        this.options = options;
    }

    /** Returns a builder of sinks. */
    public static <T> KafkaSinkBuilder<T> builder() {
        return new KafkaSinkBuilder<>();
    }

    /** Returns for example {@code KafkaSink[localhost:9092]}. */
    @Override
    public String toString() {
        return "KafkaSink[" + options.servers() + "]";
    }
}
