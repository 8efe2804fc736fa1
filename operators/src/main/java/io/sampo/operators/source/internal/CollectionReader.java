/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source.internal;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.type.TypeInfo;
import io.sampo.core.type.ValueSerializer;
import io.sampo.operators.chain.SourceDriver;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.source.CollectionSplit;
import io.sampo.operators.source.SourceOutput;
import io.sampo.operators.source.SourceReader;
import io.sampo.operators.source.SourceReaderContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

/**
 * Reads the elements of a collection.
 *
 * @param <T> type of the elements
 */
public final class CollectionReader<T> implements SourceReader<T, CollectionSplit> {
    private final SourceReaderContext context;
    private final ValueSerializer<T> serializer;
    private final BinaryInput input;
    private final int[] starts;
    private final Deque<CollectionSplit> splits = new ArrayDeque<>();
    private boolean noMoreSplits;

    /**
     * Creates a reader.
     *
     * @param bytes the serialized elements
     * @param starts where each one begins
     * @param context that the engine gives to readers, no other
     */
    public CollectionReader(byte[] bytes, int[] starts, SourceReaderContext context) {
        this.context = context;
        this.input = new BinaryInput(bytes);
        this.starts = starts;
        this.serializer =
                ((SubtaskReaderContext) context)
                        .serialization()
                        .forState(TypeInfo.unknown(), "elements of a collection");
    }

    @Override
    public void start() {
        context.requestSplit();
    }

    @Override
    public SourceDriver.Status poll(SourceOutput<T> output, TurnBudget budget) {
        while (!splits.isEmpty()) {
            CollectionSplit split = splits.poll();
            int next = read(split, output.forSplit(split.splitId()), budget);
            if (next < split.end()) {
                splits.addFirst(new CollectionSplit(split.first(), next, split.end()));
                return SourceDriver.Status.MORE;
            }
            output.releaseSplit(split.splitId());
        }
        return noMoreSplits ? SourceDriver.Status.END : SourceDriver.Status.NOTHING_NOW;
    }

    private int read(CollectionSplit split, SourceOutput.SplitOutput<T> output, TurnBudget budget) {
        int next = split.next();
        while (next < split.end() && !budget.exhausted()) {
            input.position(starts[next]);
            next++;
            output.collect(Objects.requireNonNull(serializer.read(input)));
        }
        return next;
    }

    @Override
    public List<CollectionSplit> snapshotState(long checkpointId) {
        return new ArrayList<>(splits);
    }

    @Override
    public void addSplits(List<CollectionSplit> added) {
        splits.addAll(added);
    }

    @Override
    public void noMoreSplits() {
        noMoreSplits = true;
        context.wakeUp();
    }
}
