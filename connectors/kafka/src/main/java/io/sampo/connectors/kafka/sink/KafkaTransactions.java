/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTransactionsResult;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the transactions that jobs have left with the brokers, and ends them by hand; behind
 * {@code sampo kafka transactions}. A job that goes on needs none of this: its restore commits and
 * fences by itself. It is for jobs that do not come back, and block the consumers of their
 * partitions until the transactions time out.
 *
 * <p>All methods block until the brokers have answered, and fail with {@code EXTERNAL_IO} if they
 * do not. Not thread-safe.
 */
public final class KafkaTransactions implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PATIENCE_MILLIS = Long.toString(PATIENCE.toMillis());
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    /** How the names of states begin in which the end is certain, and not everywhere known. */
    private static final String ENDING = "Prepare";

    private final Clock clock = Clock.system();

    private final Map<String, String> properties;
    private final Admin admin;

    /**
     * Creates a client; it connects when it is asked.
     *
     * @param properties of the client, {@code bootstrap.servers} at least
     */
    public KafkaTransactions(Map<String, String> properties) {
        Map<String, String> all = new TreeMap<>(properties);
        all.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        all.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        this.properties = Map.copyOf(all);
        Properties known = new Properties();
        known.putAll(all);
        known.keySet().retainAll(AdminClientConfig.configNames());
        this.admin = Admin.create(known);
    }

    /**
     * Returns the transactional ids that begin with a prefix, sorted.
     *
     * @param prefix empty for all there are
     */
    public List<KafkaTransaction> list(String prefix) {
        List<String> ids =
                get(admin.listTransactions().all()).stream()
                        .map(TransactionListing::transactionalId)
                        .filter(id -> id.startsWith(prefix))
                        .sorted()
                        .toList();
        List<KafkaTransaction> found = new ArrayList<>();
        DescribeTransactionsResult described = admin.describeTransactions(ids);
        for (String id : ids) {
            try {
                found.add(transaction(id, get(described.description(id))));
            } catch (StreamException failure) {
                // Brokers forget ids that nobody has used for a week, also just now.
                if (failure.code() != ErrorCode.INPUT_UNAVAILABLE) {
                    throw failure;
                }
            }
        }
        return found;
    }

    private KafkaTransaction describe(String id) {
        return transaction(id, get(admin.describeTransactions(List.of(id)).description(id)));
    }

    /** The end of a transaction is certain before all partitions have heard of it. */
    private KafkaTransaction describeEnded(String id) {
        long deadline = clock.nanoTime() + PATIENCE.toNanos();
        KafkaTransaction now = describe(id);
        while (now.state().startsWith(ENDING) && clock.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(PAUSE_NANOS);
            now = describe(id);
        }
        return now;
    }

    private static KafkaTransaction transaction(String id, TransactionDescription found) {
        String state = found.state().toString();
        long start = found.transactionStartTimeMs().orElse(KafkaTransaction.NO_START);
        return new KafkaTransaction(
                id,
                state,
                found.producerId(),
                found.producerEpoch(),
                KafkaTransaction.isOpen(state) ? start : KafkaTransaction.NO_START,
                found.transactionTimeoutMs(),
                sorted(found.topicPartitions()),
                PoolState.isId(id));
    }

    private static List<String> sorted(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .sorted(
                        Comparator.comparing(TopicPartition::topic)
                                .thenComparing(TopicPartition::partition))
                .map(TopicPartition::toString)
                .toList();
    }

    /**
     * Aborts what is open under an id, and fences whoever uses it: a job that still runs fails, and
     * restarts from its last checkpoint.
     *
     * @param force also if the id does not look like one of ours
     * @return what is there afterwards
     * @throws StreamException with {@code INVALID_SETTING} if it does not look like one of ours;
     *     with {@code INPUT_UNAVAILABLE} if the brokers do not know it
     */
    public KafkaTransaction abort(String id, boolean force) {
        KafkaTransaction found = checked(id, force);
        try {
            Fencing.of(admin, List.of(id), (int) found.timeoutMillis());
        } catch (ExecutionException failure) {
            throw unanswered(failure.getCause());
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
        return describeEnded(id);
    }

    /**
     * Commits what is open under an id, as the restore of its job would do it. Only for a
     * transaction that a completed checkpoint has promised: what was written since its last barrier
     * would be seen, and written once more by the job.
     *
     * @param force also if the id does not look like one of ours
     * @return what is there afterwards
     * @throws StreamException with {@code INVALID_SETTING} if it does not look like one of ours, or
     *     nothing is open under it; with {@code INPUT_UNAVAILABLE} if the brokers do not know it;
     *     with {@code COMMIT_REFUSED} if they do not commit it
     */
    public KafkaTransaction commit(String id, boolean force) {
        KafkaTransaction found = checked(id, force);
        if (!found.state().equals(KafkaTransaction.ONGOING)) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "Nothing waits for a commit under this id: transactionalId="
                            + id
                            + " state="
                            + found.state()
                            + ". What is committed or aborted stays so.");
        }
        Properties producing = new Properties();
        producing.putAll(properties);
        producing.keySet().retainAll(ProducerConfig.configNames());
        producing.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
        producing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        KafkaCommittable transaction =
                new KafkaCommittable(
                        id,
                        found.producerId(),
                        (short) found.epoch(),
                        Fencing.everyTransactionHasItsEpoch(
                                get(admin.describeFeatures().featureMetadata())),
                        0);
        try (KafkaProducer<byte[], byte[]> producer = KafkaSinkOptions.producer(producing)) {
            new ProducerInternals().resume(producer, transaction);
            producer.commitTransaction();
        } catch (KafkaException failure) {
            if (TransactionCommitter.isRefused(failure)) {
                throw TransactionCommitter.refused(transaction, failure);
            }
            throw unanswered(failure);
        }
        return describeEnded(id);
    }

    private KafkaTransaction checked(String id, boolean force) {
        KafkaTransaction found = describe(id);
        if (!found.ours() && !force) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "This does not look like an id of a Kafka sink: transactionalId="
                            + id
                            + " expected=<prefix>-<subtask>-<number>. Ask those whose it is; --force"
                            + " ends it all the same.");
        }
        return found;
    }

    private <R> R get(KafkaFuture<R> asked) {
        try {
            return asked.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof TransactionalIdNotFoundException unknown) {
                throw new StreamException(
                        ErrorCode.INPUT_UNAVAILABLE,
                        "The brokers do not know this transactional id: servers="
                                + servers()
                                + " reason="
                                + StreamException.withoutFullStop(unknown.getMessage())
                                + ". See which there are with: sampo kafka transactions list --all",
                        unknown);
            }
            throw unanswered(failure.getCause());
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
    }

    private StreamException unanswered(@Nullable Throwable cause) {
        return new StreamException(
                ErrorCode.EXTERNAL_IO,
                "The brokers do not do what they are asked: servers="
                        + servers()
                        + " cause="
                        + StreamException.withoutFullStop(cause)
                        + ". See that the address is right, and that all brokers are up.",
                cause);
    }

    private static StreamException interrupted() {
        Thread.currentThread().interrupt();
        return new StreamException(ErrorCode.CANCELLED, "Interrupted while brokers were asked.");
    }

    private String servers() {
        return String.valueOf(properties.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }

    @Override
    public void close() {
        admin.close();
    }
}
