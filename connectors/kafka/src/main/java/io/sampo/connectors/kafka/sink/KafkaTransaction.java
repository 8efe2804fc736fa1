/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import java.util.List;
import java.util.Set;

/**
 * A transactional id, as the brokers know it.
 *
 * @param id the transactional id
 * @param state in the words of Kafka: {@code Ongoing} while messages are written or wait for their
 *     commit, {@code PrepareCommit} and {@code PrepareAbort} while the brokers end it, {@code
 *     CompleteCommit}, {@code CompleteAbort} and {@code Empty} when nothing is open
 * @param producerId that has used it last; with the epoch, what a commit must prove
 * @param epoch of that producer
 * @param startMillis when the open transaction began, since 1970; {@link #NO_START} if none is
 * @param timeoutMillis after which the brokers abort it
 * @param partitions that it has written to, such as {@code clicks-0}, sorted
 * @param ours whether the id looks like those that a {@link KafkaSink} makes, {@code
 *     <prefix>-<subtask>-<number>}
 */
public record KafkaTransaction(
        String id,
        String state,
        long producerId,
        int epoch,
        long startMillis,
        long timeoutMillis,
        List<String> partitions,
        boolean ours) {
    /** Stands for the start of no transaction. */
    public static final long NO_START = -1;

    static final String ONGOING = "Ongoing";

    private static final Set<String> NOTHING_OPEN =
            Set.of("Empty", "CompleteCommit", "CompleteAbort", "Dead");

    /** Copies the partitions. */
    public KafkaTransaction {
        partitions = List.copyOf(partitions);
    }

    /** Returns whether consumers of its partitions wait for its end. */
    public boolean isOpen() {
        return isOpen(state);
    }

    static boolean isOpen(String state) {
        return !NOTHING_OPEN.contains(state);
    }
}
