/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink.internal;

import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.sink.CollectedBatch;
import io.sampo.operators.sink.PreCommittingWriter;
import io.sampo.operators.sink.SinkContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Gathers records for the program that started the job. They are copied: the operators before may
 * go on changing them, and the program is another thread.
 *
 * @param <T> type of the records
 */
public final class CollectWriter<T> implements PreCommittingWriter<T, CollectedBatch<T>> {
    private final String channel;
    private final SinkContext context;
    private final ValueSerializer<T> copier;
    private List<T> gathered = new ArrayList<>();

    /**
     * Creates a writer.
     *
     * @param context that the engine gives to sinks, no other
     */
    public CollectWriter(String channel, SinkContext context) {
        this.channel = channel;
        this.context = context;
        this.copier =
                ((SubtaskSinkContext) context)
                        .operator()
                        .serialization()
                        .forWire("records of sink '" + context.operatorName() + "'");
    }

    @Override
    public void write(T record, long timestamp) {
        T copy = copier.copy(record);
        if (context.checkpointingEnabled()) {
            gathered.add(copy);
        } else {
            context.sendToClient(channel, new CollectedBatch<>("", List.of(copy)));
        }
    }

    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public Collection<CollectedBatch<T>> prepareCommit(long checkpointId) {
        if (gathered.isEmpty()) {
            return List.of();
        }
        String id = context.attempt() + "/" + context.subtaskIndex() + "/" + checkpointId;
        CollectedBatch<T> batch = new CollectedBatch<>(id, gathered);
        gathered = new ArrayList<>();
        return List.of(batch);
    }
}
