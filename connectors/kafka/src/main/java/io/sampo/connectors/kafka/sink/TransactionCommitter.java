/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.sink.Committer;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits the transactions of one subtask. Confined to its thread. */
final class TransactionCommitter implements Committer<KafkaCommittable> {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionCommitter.class);

    /** What a broker answers that knows the transaction was not, or cannot be, committed. */
    private static final List<Class<? extends KafkaException>> REFUSALS =
            List.of(
                    ProducerFencedException.class,
                    InvalidProducerEpochException.class,
                    InvalidTxnStateException.class,
                    InvalidPidMappingException.class,
                    AuthorizationException.class);

    private final TransactionPool pool;

    TransactionCommitter(TransactionPool pool) {
        this.pool = pool;
    }

    @Override
    public Outcome commit(KafkaCommittable transaction) {
        try {
            pool.toCommit(transaction).commitTransaction();
        } catch (InterruptException cancelled) {
            throw cancelled;
        } catch (KafkaException failure) {
            if (isRefused(failure)) {
                throw refused(transaction, failure);
            }
            LOG.warn(
                    "A transaction cannot be committed at the moment: transaction={} cause={}",
                    transaction,
                    failure.toString());
            if (!(failure instanceof RetriableException)) {
                pool.failed(transaction);
            }
            return Outcome.RETRY;
        }
        pool.committed(transaction);
        return Outcome.COMMITTED;
    }

    /** Returns whether this is what a broker answers that will never commit it. */
    static boolean isRefused(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Throwable one = cause;
            if (REFUSALS.stream().anyMatch(refusal -> refusal.isInstance(one))) {
                return true;
            }
        }
        return false;
    }

    /** Returns the error for a transaction that is lost. */
    static StreamException refused(KafkaCommittable transaction, KafkaException failure) {
        return new StreamException(
                ErrorCode.COMMIT_REFUSED,
                "The brokers do not commit a transaction of a completed checkpoint; it has timed out"
                        + " (transaction.timeout.ms), was aborted by hand, or a newer run has used its"
                        + " id: transactionalId="
                        + transaction.transactionalId()
                        + " producerId="
                        + transaction.producerId()
                        + " epoch="
                        + transaction.epoch()
                        + " cause="
                        + StreamException.withoutFullStop(failure),
                failure);
    }

    @Override
    public void close() {
        pool.close();
    }
}
