/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.datagen;

import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deals out the splits: every subtask has a share that it gets at its first request, all at once.
 * Until the last share is taken, watermarks are held back, since a reader with two splits must have
 * both before the first may count. Confined to the enumerator's thread.
 */
final class DataGenEnumerator implements SplitEnumerator<DataGenSplit, DataGenState> {
    private final SplitEnumeratorContext<DataGenSplit> context;
    private final List<DataGenSplit> undealt = new ArrayList<>();
    private final List<List<DataGenSplit>> shares = new ArrayList<>();
    private boolean holdsBack;

    DataGenEnumerator(
            SplitEnumeratorContext<DataGenSplit> context, @Nullable DataGenState restored) {
        this.context = context;
        int subtasks = context.parallelism();
        if (restored != null) {
            undealt.addAll(restored.unassigned());
        } else {
            for (int i = 0; i < subtasks; i++) {
                undealt.add(new DataGenSplit(i, subtasks, i));
            }
        }
        for (int i = 0; i < subtasks; i++) {
            shares.add(new ArrayList<>());
        }
    }

    @Override
    public void addSplitsBack(List<DataGenSplit> splits) {
        undealt.addAll(0, splits);
    }

    @Override
    public void start() {
        holdsBack = undealt.size() > 1;
        if (holdsBack) {
            context.capWatermark(Long.MIN_VALUE);
        }
        for (int i = 0; i < undealt.size(); i++) {
            shares.get(i % shares.size()).add(undealt.get(i));
        }
        undealt.clear();
    }

    @Override
    public void handleSplitRequest(int subtaskIndex) {
        List<DataGenSplit> share = shares.get(subtaskIndex);
        share.forEach(split -> context.assignSplit(split, subtaskIndex));
        share.clear();
        context.signalNoMoreSplits(subtaskIndex);
        if (holdsBack && left().isEmpty()) {
            holdsBack = false;
            context.capWatermark(Long.MAX_VALUE);
        }
    }

    private List<DataGenSplit> left() {
        List<DataGenSplit> left = new ArrayList<>(undealt);
        shares.forEach(left::addAll);
        return left;
    }

    @Override
    public DataGenState snapshotState(long checkpointId) {
        return new DataGenState(left());
    }

    @Override
    public void close() {}
}
