/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.source.internal;

import io.sampo.operators.source.CollectionSplit;
import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Deals out the splits of a collection: each has its subtask from the beginning, so that no subtask
 * reads on behind its own watermark.
 */
public final class CollectionEnumerator
        implements SplitEnumerator<CollectionSplit, List<CollectionSplit>> {
    private final SplitEnumeratorContext<CollectionSplit> context;

    /** Not assigned yet, by subtask. */
    private final Map<Integer, List<CollectionSplit>> bySubtask = new LinkedHashMap<>();

    private int dealt;

    /** Creates an enumerator of splits that have not been assigned. */
    public CollectionEnumerator(
            SplitEnumeratorContext<CollectionSplit> context, List<CollectionSplit> splits) {
        this.context = context;
        deal(splits);
    }

    private void deal(List<CollectionSplit> splits) {
        for (CollectionSplit split : splits) {
            bySubtask
                    .computeIfAbsent(dealt % context.parallelism(), subtask -> new ArrayList<>())
                    .add(split);
            dealt++;
        }
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtaskIndex) {
        List<CollectionSplit> splits = bySubtask.remove(subtaskIndex);
        if (splits != null) {
            splits.forEach(split -> context.assignSplit(split, subtaskIndex));
        }
        context.signalNoMoreSplits(subtaskIndex);
    }

    @Override
    public void addSplitsBack(List<CollectionSplit> splits) {
        deal(splits);
    }

    @Override
    public List<CollectionSplit> snapshotState(long checkpointId) {
        List<CollectionSplit> left = new ArrayList<>();
        bySubtask.values().forEach(left::addAll);
        return left;
    }
}
