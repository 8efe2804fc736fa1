/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

/**
 * A transaction whose messages are all with the brokers, and which waits for its checkpoint.
 *
 * @param transactionalId under which it was written
 * @param producerId that the broker gave the producer
 * @param epoch of the producer; with the producer id, what a commit must prove
 * @param everyTransactionHasItsEpoch whether the brokers raise the epoch with each transaction
 *     (version 2 of Kafka's transaction protocol), which a commit must know
 * @param checkpointId before whose barrier it ended
 */
public record KafkaCommittable(
        String transactionalId,
        long producerId,
        short epoch,
        boolean everyTransactionHasItsEpoch,
        long checkpointId) {}
