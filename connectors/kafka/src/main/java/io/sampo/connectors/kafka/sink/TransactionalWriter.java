/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.sink;

import io.sampo.operators.sink.PreCommittingWriter;
import io.sampo.operators.sink.SharedState;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes each span between two barriers in a transaction of its own, but for those without a record
 * (SEMANTICS rule 63). Confined to the subtask's thread.
 */
final class TransactionalWriter<T> implements PreCommittingWriter<T, KafkaCommittable> {
    private final TransactionPool pool;
    private final SharedState<PoolState> pools;
    private final MessageSender<T> sender;
    private boolean written;

    TransactionalWriter(
            TransactionPool pool, SharedState<PoolState> pools, MessageSender<T> sender) {
        this.pool = pool;
        this.pools = pools;
        this.sender = sender;
    }

    @Override
    public void write(T record, long timestamp) throws Exception {
        ProducerRecord<byte[], byte[]> message = sender.message(record, timestamp);
        if (message != null) {
            sender.send(pool.begun().producer(), message);
            written = true;
        }
    }

    @Override
    public void flush(boolean endOfInput) {
        if (written) {
            sender.flush(pool.begun().producer());
        }
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit(long checkpointId) {
        List<KafkaCommittable> ended = written ? List.of(pool.promise(checkpointId)) : List.of();
        written = false;
        pools.store(List.of(pool.prepared(checkpointId)));
        return ended;
    }

    @Override
    public void close() {
        pool.close();
    }
}
