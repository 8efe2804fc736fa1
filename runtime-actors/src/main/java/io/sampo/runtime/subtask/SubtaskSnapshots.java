/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.id.OperatorId;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.OperatorStateBackend;
import io.sampo.state.backend.SnapshotRun;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.OperatorStateHandle;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the snapshots of one subtask's operators in two halves: marking, on the subtask's thread,
 * and storing, on another.
 */
final class SubtaskSnapshots {
    private final SubtaskShell shell;
    private final SnapshotStores stores;
    private final List<OperatorStates> operators;
    private final Map<Long, List<SnapshotRun>> running = new HashMap<>();

    SubtaskSnapshots(SubtaskShell shell, SnapshotStores stores, List<OperatorStates> operators) {
        this.shell = shell;
        this.stores = stores;
        this.operators = operators;
    }

    /** The state of one operator. */
    record OperatorStates(
            OperatorId id,
            OperatorStateBackend operatorState,
            @Nullable KeyedStateBackend<Object> keyedState) {}

    private record Marked(OperatorStateHandle operatorState, @Nullable SnapshotRun keyedState) {}

    /** Marks the state as it is and returns what stores it and tells of it. */
    Runnable mark(
            CheckpointBarrier barrier,
            long alignmentNanos,
            boolean finished,
            Consumer<SubtaskEvent> events) {
        long checkpointId = barrier.checkpointId();
        Map<OperatorId, Marked> marked = new LinkedHashMap<>();
        List<SnapshotRun> runs = new ArrayList<>();
        for (OperatorStates states : operators) {
            Optional<SnapshotStore> store =
                    stores.storeFor(barrier, shell.attempt(), shell.id(), states.id());
            SnapshotRun run = null;
            if (states.keyedState() != null && store.isPresent()) {
                run = states.keyedState().snapshot(checkpointId, store.get());
                runs.add(run);
            }
            OperatorStateHandle lists =
                    store.isPresent()
                            ? states.operatorState().snapshot()
                            : OperatorStateHandle.EMPTY;
            marked.put(states.id(), new Marked(lists, run));
        }
        running.put(checkpointId, runs);
        return () -> {
            SubtaskEvent stored = store(checkpointId, alignmentNanos, finished, marked);
            if (stored != null) {
                events.accept(stored);
            }
        };
    }

    private @Nullable SubtaskEvent store(
            long checkpointId,
            long alignmentNanos,
            boolean finished,
            Map<OperatorId, Marked> marked) {
        try {
            Map<OperatorId, OperatorSnapshot> stored = new LinkedHashMap<>();
            for (Map.Entry<OperatorId, Marked> entry : marked.entrySet()) {
                SnapshotRun run = entry.getValue().keyedState();
                List<KeyedStateHandle> keyed = run == null ? List.of() : List.of(run.run());
                stored.put(
                        entry.getKey(),
                        new OperatorSnapshot(keyed, entry.getValue().operatorState()));
            }
            stores.stored(shell.id(), checkpointId, files(stored));
            return new SubtaskEvent.SnapshotStored(
                    shell.id(), shell.attempt(), checkpointId, stored, alignmentNanos, finished);
        } catch (CancellationException e) {
            return null;
        } catch (Throwable e) {
            // Nobody else would hear of it, and the checkpoint would wait for ever.
            return new SubtaskEvent.SnapshotDeclined(shell.id(), shell.attempt(), checkpointId, e);
        }
    }

    private static List<StateFile> files(Map<OperatorId, OperatorSnapshot> stored) {
        return stored.values().stream().flatMap(each -> each.files().stream()).toList();
    }

    /** Stops storing that checkpoint, and lets the backends forget it. */
    void cancel(long checkpointId) {
        List<SnapshotRun> runs = running.remove(checkpointId);
        if (runs != null) {
            runs.forEach(SnapshotRun::cancel);
        }
        stores.aborted(shell.id(), checkpointId);
        for (OperatorStates states : operators) {
            if (states.keyedState() != null) {
                states.keyedState().checkpointAborted(checkpointId);
            }
        }
    }

    /** Tells the backends that the checkpoint is complete. */
    void completed(long checkpointId) {
        running.keySet().removeIf(id -> id <= checkpointId);
        stores.completed(shell.id(), checkpointId);
        for (OperatorStates states : operators) {
            if (states.keyedState() != null) {
                states.keyedState().checkpointCompleted(checkpointId);
            }
        }
    }

    /** Stops all storing and frees the state, of each operator even if another one fails. */
    void close() {
        running.values().forEach(runs -> runs.forEach(SnapshotRun::cancel));
        running.clear();
        RuntimeException first = null;
        for (OperatorStates states : operators) {
            try {
                if (states.keyedState() != null) {
                    states.keyedState().close();
                }
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
