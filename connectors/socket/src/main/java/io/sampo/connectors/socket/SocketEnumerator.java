/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.socket;

import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.util.List;

/** Gives the one split to the first subtask that asks. Confined to the enumerator's thread. */
final class SocketEnumerator implements SplitEnumerator<SocketSplit, SocketState> {
    private final SplitEnumeratorContext<SocketSplit> context;
    private final SocketSplit split;
    private boolean assigned;

    SocketEnumerator(
            SplitEnumeratorContext<SocketSplit> context, SocketSplit split, boolean assigned) {
        this.context = context;
        this.split = split;
        this.assigned = assigned;
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtaskIndex) {
        if (!assigned) {
            assigned = true;
            context.assignSplit(split, subtaskIndex);
        }
        context.signalNoMoreSplits(subtaskIndex);
    }

    @Override
    public void addSplitsBack(List<SocketSplit> splits) {
        assigned &= splits.isEmpty();
    }

    @Override
    public SocketState snapshotState(long checkpointId) {
        return new SocketState(assigned);
    }

    @Override
    public void close() {}
}
