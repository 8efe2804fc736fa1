/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/**
 * The transactional ids of one subtask, and what each is doing. Confined to the subtask's thread.
 *
 * <pre>
 *   free -> open -> promised (pre-committed) -> resting (committed) -> free
 * </pre>
 *
 * <p>An id rests after its commit until a checkpoint is complete that does not promise it any more.
 * Until then a restore commits it once more, and the brokers take that only while nothing newer was
 * begun under the id. For the same reason such an id is not fenced on a restore.
 */
final class TransactionPool implements AutoCloseable {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration TIME_TO_ABORT = Duration.ofSeconds(2);

    /** One is open, one promised, one rests. */
    static final int WORKING = 3;

    private final String prefix;
    private final int subtask;
    private final int size;
    private final int timeoutMillis;
    private final Function<String, KafkaProducer<byte[], byte[]>> producers;
    private final ProducerInternals internals;
    private final Deque<String> free = new ArrayDeque<>();

    /** Of ids that are free or resting; those without one have not been used yet. */
    private final Map<String, KafkaProducer<byte[], byte[]>> ready = new HashMap<>();

    private final Map<String, Promised> promised = new LinkedHashMap<>();

    private final Map<String, Resting> resting = new HashMap<>();

    /** The last transaction of ids that have one but no producer. */
    private final Map<String, KafkaCommittable> last = new HashMap<>();

    private Fencing fencing = Fencing.NONE;
    private @Nullable Open open;
    private boolean opened;
    private long lastPrepared = -1;

    /** A transaction that records go into. */
    record Open(String id, KafkaProducer<byte[], byte[]> producer) {}

    /**
     * A transaction that waits for its checkpoint.
     *
     * @param producer that has written it, or was told of it; null if it has failed
     * @param written whether it has written it
     */
    private record Promised(
            KafkaCommittable committable,
            @Nullable KafkaProducer<byte[], byte[]> producer,
            boolean written) {}

    /**
     * An id that was committed.
     *
     * @param since the last checkpoint that was prepared before the commit
     */
    private record Resting(KafkaCommittable committable, long since) {}

    /**
     * Creates a pool whose ids are not in use yet.
     *
     * @param timeoutMillis how long a transaction may be open
     * @param producers makes a producer for an id
     */
    TransactionPool(
            String prefix,
            int subtask,
            int size,
            int timeoutMillis,
            Function<String, KafkaProducer<byte[], byte[]>> producers,
            ProducerInternals internals) {
        this.prefix = prefix;
        this.subtask = subtask;
        this.size = size;
        this.timeoutMillis = timeoutMillis;
        this.producers = producers;
        this.internals = internals;
    }

    /**
     * Ends the restore, and says what is to be fenced: every id of this subtask, and of those
     * removed subtasks that fall to it, but for those that a checkpoint has promised. These are
     * committed, by this subtask or another, and nothing newer was begun under them.
     *
     * @param restored the pools of all subtasks in the checkpoint
     * @param found all ids with this prefix that the brokers know: an attempt that died before its
     *     first checkpoint was complete may have had more subtasks
     */
    List<String> open(Collection<PoolState> restored, Collection<String> found, int parallelism) {
        Map<String, KafkaCommittable> committed = new HashMap<>();
        restored.forEach(
                pool -> pool.promised().forEach(one -> committed.put(one.transactionalId(), one)));
        resting.forEach((id, rest) -> committed.put(id, rest.committable()));
        Set<String> fenced = new HashSet<>();
        for (PoolState pool : restored) {
            if (pool.subtask() % parallelism == subtask) {
                fenced.addAll(ids(pool.prefix(), pool.subtask(), pool.size()));
            }
        }
        for (String id : found) {
            int owner = PoolState.subtaskOf(prefix, id);
            if (owner >= 0 && owner % parallelism == subtask) {
                fenced.add(id);
            }
        }
        resting.clear();
        for (String id : ids(prefix, subtask, size)) {
            fenced.add(id);
            KafkaCommittable before = committed.get(id);
            if (before == null) {
                free.add(id);
            } else {
                resting.put(id, new Resting(before, lastPrepared));
                last.put(id, before);
            }
        }
        fenced.removeAll(committed.keySet());
        opened = true;
        return fenced.stream().sorted().toList();
    }

    /** Returns how long a transaction may be open. */
    int timeoutMillis() {
        return timeoutMillis;
    }

    /** Takes over the identities under which the ids can be used from now on. */
    void fenced(Fencing by) {
        fencing = by;
    }

    private static List<String> ids(String prefix, int subtask, int size) {
        return IntStream.range(0, size)
                .mapToObj(number -> PoolState.id(prefix, subtask, number))
                .toList();
    }

    /**
     * Returns the open transaction, begun if there is none.
     *
     * @throws StreamException with {@code RESOURCE_EXHAUSTED} if no id is free
     */
    Open begun() {
        Open present = open;
        if (present != null) {
            return present;
        }
        String id = free.poll();
        if (id == null) {
            throw exhausted();
        }
        KafkaProducer<byte[], byte[]> producer = ready.get(id);
        if (producer == null) {
            producer = producers.apply(id);
            ready.put(id, producer);
            identify(id, producer);
        }
        producer.beginTransaction();
        Open next = new Open(id, producer);
        ready.remove(id);
        open = next;
        return next;
    }

    private void identify(String id, KafkaProducer<byte[], byte[]> producer) {
        boolean each = fencing.everyTransactionHasItsEpoch();
        KafkaCommittable before = last.remove(id);
        if (before == null) {
            internals.identify(producer, fencing.identityOf(id), each);
        } else {
            internals.follow(producer, before, each);
        }
    }

    private StreamException exhausted() {
        return new StreamException(
                ErrorCode.RESOURCE_EXHAUSTED,
                "Too many transactions of a Kafka sink wait for a checkpoint to complete: prefix="
                        + prefix
                        + " subtask="
                        + subtask
                        + " poolSize="
                        + size
                        + " waiting="
                        + promised.size()
                        + ". Find out why checkpoints fail, or allow more of them to fail in a row with"
                        + " transactionPoolSize.");
    }

    /**
     * Promises to commit the open transaction, all of whose messages are with the brokers.
     *
     * @throws StreamException with {@code RESOURCE_EXHAUSTED} if so many are promised already that
     *     a restore, after which all of them rest, would have too few ids to work with
     */
    KafkaCommittable promise(long checkpointId) {
        if (promised.size() >= size - WORKING) {
            throw exhausted();
        }
        Open ended = begun();
        KafkaCommittable committable =
                internals.describe(ended.producer(), ended.id(), checkpointId);
        promised.put(ended.id(), new Promised(committable, ended.producer(), true));
        open = null;
        return committable;
    }

    /** A checkpoint is being prepared; returns what it is to know. */
    PoolState prepared(long checkpointId) {
        lastPrepared = checkpointId;
        return new PoolState(
                prefix,
                subtask,
                size,
                promised.values().stream().map(Promised::committable).toList());
    }

    /**
     * Returns the producer with which to commit; after a restore, or when the one that wrote it has
     * failed, a new one that takes its place.
     */
    KafkaProducer<byte[], byte[]> toCommit(KafkaCommittable committable) {
        if (opened) {
            release(committable.checkpointId());
        }
        Promised promise = promised.get(committable.transactionalId());
        if (promise != null && promise.producer() != null) {
            return promise.producer();
        }
        KafkaProducer<byte[], byte[]> resumed = producers.apply(committable.transactionalId());
        internals.resume(resumed, committable);
        promised.put(committable.transactionalId(), new Promised(committable, resumed, false));
        return resumed;
    }

    /** This checkpoint is complete, and with it none is needed that was prepared before. */
    private void release(long checkpointId) {
        for (Iterator<Map.Entry<String, Resting>> left = resting.entrySet().iterator();
                left.hasNext(); ) {
            Map.Entry<String, Resting> entry = left.next();
            if (entry.getValue().since() < checkpointId) {
                left.remove();
                free.add(entry.getKey());
            }
        }
    }

    /** The brokers have committed it. */
    void committed(KafkaCommittable committable) {
        String id = committable.transactionalId();
        Promised promise = promised.remove(id);
        if (promise != null && promise.producer() != null) {
            if (promise.written()) {
                ready.put(id, promise.producer());
            } else {
                // Of a repeated commit it does not learn its next epoch.
                promise.producer().close(AT_ONCE);
                last.put(id, committable);
            }
        }
        resting.put(
                id, new Resting(committable, Math.max(lastPrepared, committable.checkpointId())));
    }

    /** The producer cannot be used any more; the transaction may still be committed by another. */
    void failed(KafkaCommittable committable) {
        Promised promise = promised.get(committable.transactionalId());
        if (promise != null && promise.producer() != null) {
            promise.producer().close(AT_ONCE);
            promised.put(committable.transactionalId(), new Promised(committable, null, false));
        }
    }

    /** Aborts what is open. What is promised stays as it is: another attempt may commit it. */
    @Override
    public void close() {
        Open left = open;
        open = null;
        if (left != null) {
            left.producer().close(TIME_TO_ABORT);
        }
        List<KafkaProducer<byte[], byte[]>> others = new ArrayList<>(ready.values());
        promised.values().forEach(promise -> addIfThere(promise.producer(), others));
        ready.clear();
        promised.clear();
        // A producer that is given time aborts its transaction.
        others.forEach(producer -> producer.close(AT_ONCE));
    }

    private static <P> void addIfThere(@Nullable P producer, List<P> to) {
        if (producer != null) {
            to.add(producer);
        }
    }
}
