/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.core.id.OperatorId;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.StateFile;
import java.util.List;
import java.util.Map;

/**
 * What one subtask goes on from.
 *
 * @param operators the state of the operators of its chain; empty at a new start
 * @param finished whether the subtask had processed all its data before the checkpoint
 */
public record RestoredState(Map<OperatorId, OperatorSnapshot> operators, boolean finished) {
    /** That of a subtask which starts anew. */
    public static final RestoredState NONE = new RestoredState(Map.of(), false);

    /** Copies the map. */
    public RestoredState {
        operators = Map.copyOf(operators);
    }

    /** Returns all files that it is in. */
    List<StateFile> files() {
        return operators.values().stream().flatMap(each -> each.files().stream()).toList();
    }
}
