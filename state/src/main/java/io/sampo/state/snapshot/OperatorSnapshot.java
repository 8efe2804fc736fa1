/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.snapshot;

import java.util.List;

/**
 * What one operator of one subtask has in a checkpoint, or is restored from: then the handles may
 * come from several former subtasks.
 *
 * @param keyed handles of keyed state; empty if the operator has none
 * @param operator operator state
 */
public record OperatorSnapshot(List<KeyedStateHandle> keyed, OperatorStateHandle operator) {
    /** A snapshot without state. */
    public static final OperatorSnapshot EMPTY =
            new OperatorSnapshot(List.of(), OperatorStateHandle.EMPTY);

    /** Returns all files that its handles point to. */
    public List<StateFile> files() {
        return keyed.stream().flatMap(handle -> handle.files().values().stream()).toList();
    }
}
