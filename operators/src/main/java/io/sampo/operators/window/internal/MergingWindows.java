/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.operators.window.MergingWindowAssigner;
import io.sampo.operators.window.Window;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.ValueTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The live windows of the current key, where windows merge, and under which window the contents of
 * each are kept: that of one of those it was made of, so that a growing window does not move its
 * contents (SEMANTICS rule 25). Kept by key as bytes, which are cheap to copy when a snapshot is
 * open.
 *
 * @param <W> type of the windows
 */
final class MergingWindows<W extends Window> {
    private final MergingWindowAssigner<?, W> assigner;
    private final NamespaceType<W> type;
    private final ValueTable<NoNamespace, byte[]> table;

    private final List<W> windows = new ArrayList<>();
    private final List<W> stateWindows = new ArrayList<>();
    private boolean changed;

    private final BinaryOutput target = new BinaryOutput();
    private final BinaryInput source = new BinaryInput(new byte[0]);

    /**
     * Is told of windows that become one.
     *
     * @param <W> type of the windows
     */
    @FunctionalInterface
    interface MergeListener<W> {
        /**
         * Called once the set is changed.
         *
         * @param result the new window
         * @param merged the windows of the set that are part of it
         * @param stateWindow where its contents are kept
         * @param mergedStateWindows where other contents of it were kept
         */
        void onMerge(W result, List<W> merged, W stateWindow, List<W> mergedStateWindows)
                throws Exception;
    }

    MergingWindows(
            MergingWindowAssigner<?, W> assigner,
            NamespaceType<W> type,
            ValueTable<NoNamespace, byte[]> table) {
        this.assigner = assigner;
        this.type = type;
        this.table = table;
    }

    /** Reads the set of the current key. */
    void load() {
        windows.clear();
        stateWindows.clear();
        changed = false;
        byte[] stored = table.get(NoNamespace.INSTANCE);
        if (stored == null) {
            return;
        }
        source.reset(stored, 0, stored.length);
        while (source.remaining() > 0) {
            windows.add(type.read(source));
            stateWindows.add(type.read(source));
        }
    }

    /** Writes the set of the current key, if it has changed. */
    void persist() {
        if (!changed) {
            return;
        }
        changed = false;
        if (windows.isEmpty()) {
            table.remove(NoNamespace.INSTANCE);
            return;
        }
        target.clear();
        for (int i = 0; i < windows.size(); i++) {
            type.write(windows.get(i), target);
            type.write(stateWindows.get(i), target);
        }
        table.put(NoNamespace.INSTANCE, target.toByteArray());
    }

    /**
     * Adds a window, merges what belongs together, and returns the window that it is part of now.
     */
    W add(W added, MergeListener<W> listener) throws Exception {
        W result = added;
        List<W> merged = new ArrayList<>(2);
        List<W> mergedStateWindows = new ArrayList<>(2);
        for (int i = 0; i < windows.size(); ) {
            @Nullable W together = assigner.merge(result, windows.get(i));
            if (together == null) {
                i++;
                continue;
            }
            result = together;
            merged.add(windows.remove(i));
            mergedStateWindows.add(stateWindows.remove(i));
            // It has grown, so what stayed apart before may belong to it now.
            i = 0;
        }
        W stateWindow = merged.isEmpty() ? added : mergedStateWindows.remove(0);
        windows.add(result);
        stateWindows.add(stateWindow);
        boolean inside = merged.size() == 1 && merged.get(0).equals(result);
        if (inside) {
            return result;
        }
        changed = true;
        if (!merged.isEmpty()) {
            listener.onMerge(result, merged, stateWindow, mergedStateWindows);
        }
        return result;
    }

    /** Returns where the contents of a window are kept, or null if it is not in the set. */
    @Nullable W stateWindowOf(W window) {
        int at = windows.indexOf(window);
        return at < 0 ? null : stateWindows.get(at);
    }

    /** Removes a window. */
    void retire(W window) {
        int at = windows.indexOf(window);
        if (at >= 0) {
            windows.remove(at);
            stateWindows.remove(at);
            changed = true;
        }
    }
}
