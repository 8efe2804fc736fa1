/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink;

import io.sampo.operators.sink.internal.CollectWriter;

/**
 * Hands records to the program that started the job, as {@link CollectedBatch}es: in a job with
 * checkpoints when their checkpoint is complete, else at once.
 *
 * @param <T> type of the records
 */
public final class CollectSink<T> implements TwoPhaseSink<T, CollectedBatch<T>> {
    private static final long serialVersionUID = 1L;

    private final String channel;

    /**
     * Creates a sink.
     *
     * @param channel the name under which the program listens
     */
    public CollectSink(String channel) {
        this.channel = channel;
    }

    @Override
    public PreCommittingWriter<T, CollectedBatch<T>> createWriter(SinkContext context) {
        return new CollectWriter<>(channel, context);
    }

    @Override
    public Committer<CollectedBatch<T>> createCommitter(SinkContext context) {
        return batch -> {
            context.sendToClient(channel, batch);
            return Committer.Outcome.COMMITTED;
        };
    }
}
