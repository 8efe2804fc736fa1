/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.OperatorStateHandle;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import io.sampo.state.snapshot.OperatorStateHandle.Listing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stored state of one subtask, or of several together. Immutable; can be restored any number of
 * times.
 */
public final class HarnessSnapshot {
    /** The highest checkpoint that it is of; later ones of a backend have higher numbers. */
    private final long checkpointId;

    /** Time of the subtask's clock when the state was stored. */
    private final long clockMillis;

    private final OperatorSnapshot state;
    private final Map<String, byte[]> files;

    HarnessSnapshot(
            long checkpointId,
            long clockMillis,
            OperatorSnapshot state,
            Map<String, byte[]> files) {
        this.checkpointId = checkpointId;
        this.clockMillis = clockMillis;
        this.state = state;
        this.files = Map.copyOf(files);
    }

    /**
     * Returns the snapshots of all subtasks of an operator as one, to be restored by any number of
     * subtasks: keyed state goes to who owns it; of operator state, every new subtask gets all
     * elements of lists that are joined or broadcast, and the first one all of those that are
     * split.
     */
    public static HarnessSnapshot ofAll(List<HarnessSnapshot> subtasks) {
        List<KeyedStateHandle> keyed = new ArrayList<>();
        Map<String, Listing> lists = new LinkedHashMap<>();
        Map<String, byte[]> files = new HashMap<>();
        long checkpointId = 0;
        long clockMillis = Long.MIN_VALUE;
        for (HarnessSnapshot subtask : subtasks) {
            checkpointId = Math.max(checkpointId, subtask.checkpointId);
            clockMillis = Math.max(clockMillis, subtask.clockMillis);
            keyed.addAll(subtask.state.keyed());
            files.putAll(subtask.files);
            subtask.state
                    .operator()
                    .lists()
                    .forEach((name, list) -> lists.merge(name, list, HarnessSnapshot::join));
        }
        return new HarnessSnapshot(
                checkpointId,
                clockMillis,
                new OperatorSnapshot(keyed, new OperatorStateHandle(lists)),
                files);
    }

    private static Listing join(Listing left, Listing right) {
        if (left.distribution() == Distribution.BROADCAST) {
            return left;
        }
        List<byte[]> elements = new ArrayList<>(left.elements());
        elements.addAll(right.elements());
        return new Listing(left.distribution(), elements);
    }

    long checkpointId() {
        return checkpointId;
    }

    long clockMillis() {
        return clockMillis;
    }

    List<KeyedStateHandle> keyed() {
        return state.keyed();
    }

    OperatorStateHandle operatorFor(int subtaskIndex) {
        if (subtaskIndex == 0) {
            return state.operator();
        }
        Map<String, Listing> lists = new LinkedHashMap<>(state.operator().lists());
        lists.replaceAll(
                (name, list) ->
                        list.distribution() == Distribution.SPLIT
                                ? new Listing(list.distribution(), List.of())
                                : list);
        return new OperatorStateHandle(lists);
    }

    Map<String, byte[]> files() {
        return files;
    }
}
