/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.internals.TransactionManager;
import org.apache.kafka.clients.producer.internals.TransactionalRequestResult;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.ProducerIdAndEpoch;

/**
 * The one place that reaches into the official producer. It commits only what it has begun itself,
 * and brokers allow no other way by default (KIP-939 needs {@code
 * transaction.two.phase.commit.enable}); so another process goes on with a transaction by telling a
 * new producer what the old one knew.
 */
final class ProducerInternals {
    private static final long WAIT_SECONDS = 60;

    private final Field manager;
    private final Field identity;
    private final Field state;
    private final Field begun;
    private final Field version2;
    private final Field featuresEpoch;
    private final Method initialize;
    private final Object isInitializing;
    private final Object isReady;
    private final Object inTransaction;

    /**
     * Looks for what is needed.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if this client is built otherwise
     */
    ProducerInternals() {
        try {
            manager = open(KafkaProducer.class, "transactionManager");
            identity = open(TransactionManager.class, "producerIdAndEpoch");
            state = open(TransactionManager.class, "currentState");
            begun = open(TransactionManager.class, "transactionStarted");
            version2 = open(TransactionManager.class, "isTransactionV2Enabled");
            featuresEpoch = open(TransactionManager.class, "latestFinalizedFeaturesEpoch");
            Method valueOf = state.getType().getMethod("valueOf", String.class);
            valueOf.setAccessible(true);
            initialize =
                    TransactionManager.class.getDeclaredMethod(
                            "initializeTransactions", ProducerIdAndEpoch.class);
            initialize.setAccessible(true);
            isInitializing = valueOf.invoke(null, "INITIALIZING");
            isReady = valueOf.invoke(null, "READY");
            inTransaction = valueOf.invoke(null, "IN_TRANSACTION");
        } catch (ReflectiveOperationException failure) {
            throw unknownClient(failure);
        }
    }

    private static Field open(Class<?> owner, String name) throws NoSuchFieldException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    private static StreamException unknownClient(ReflectiveOperationException failure) {
        return new StreamException(
                ErrorCode.INVALID_PROGRAM,
                "Exactly-once needs another version of kafka-clients: version="
                        + AppInfoParser.getVersion()
                        + " missing="
                        + StreamException.withoutFullStop(failure)
                        + ". Use the version that sampo-connector-kafka depends on.",
                failure);
    }

    /** Returns what is needed to commit the producer's present transaction. */
    KafkaCommittable describe(
            KafkaProducer<?, ?> producer, String transactionalId, long checkpointId) {
        try {
            Object transactions = manager.get(producer);
            synchronized (transactions) {
                ProducerIdAndEpoch present = (ProducerIdAndEpoch) identity.get(transactions);
                return new KafkaCommittable(
                        transactionalId,
                        present.producerId,
                        present.epoch,
                        version2.getBoolean(transactions),
                        checkpointId);
            }
        } catch (ReflectiveOperationException failure) {
            throw unknownClient(failure);
        }
    }

    /**
     * Gives a new producer the identity that fencing has given to its transactional id, in place of
     * {@code initTransactions}.
     */
    void identify(
            KafkaProducer<?, ?> producer,
            ProducerIdAndEpoch given,
            boolean everyTransactionHasItsEpoch) {
        try {
            Object transactions = manager.get(producer);
            synchronized (transactions) {
                identity.set(transactions, given);
                version2.setBoolean(transactions, everyTransactionHasItsEpoch);
                state.set(transactions, isReady);
            }
        } catch (ReflectiveOperationException failure) {
            throw unknownClient(failure);
        }
    }

    /**
     * Gives a new producer the identity that follows a committed transaction, in place of {@code
     * initTransactions}, which would take the id from whoever has it now. Blocks.
     *
     * @throws org.apache.kafka.common.KafkaException if the id was used or fenced since
     */
    void follow(
            KafkaProducer<?, ?> producer,
            KafkaCommittable committed,
            boolean everyTransactionHasItsEpoch) {
        try {
            Object transactions = manager.get(producer);
            TransactionalRequestResult asked;
            synchronized (transactions) {
                version2.setBoolean(transactions, everyTransactionHasItsEpoch);
                state.set(transactions, isInitializing);
                asked =
                        (TransactionalRequestResult)
                                initialize.invoke(
                                        transactions,
                                        new ProducerIdAndEpoch(
                                                committed.producerId(), committed.epoch()));
            }
            // There is nothing to flush; it wakes up the producer's thread.
            producer.flush();
            asked.await(
                    WAIT_SECONDS,
                    TimeUnit.SECONDS,
                    "No producer epoch: transactionalId=" + committed.transactionalId());
        } catch (ReflectiveOperationException failure) {
            throw unknownClient(failure);
        }
    }

    /** Makes a new producer believe that it has written a transaction, so that it can commit it. */
    void resume(KafkaProducer<?, ?> producer, KafkaCommittable transaction) {
        try {
            Object transactions = manager.get(producer);
            synchronized (transactions) {
                identity.set(
                        transactions,
                        new ProducerIdAndEpoch(transaction.producerId(), transaction.epoch()));
                version2.setBoolean(transactions, transaction.everyTransactionHasItsEpoch());
                // It must end by the rules under which it began, whatever the brokers can do now.
                featuresEpoch.setLong(transactions, Long.MAX_VALUE);
                begun.setBoolean(transactions, true);
                state.set(transactions, inTransaction);
            }
        } catch (ReflectiveOperationException failure) {
            throw unknownClient(failure);
        }
    }
}
