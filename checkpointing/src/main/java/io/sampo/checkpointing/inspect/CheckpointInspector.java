/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.inspect;

import io.sampo.checkpointing.inspect.CheckpointSummary.KeyedPart;
import io.sampo.checkpointing.inspect.CheckpointSummary.KeyedState;
import io.sampo.checkpointing.inspect.CheckpointSummary.StateList;
import io.sampo.checkpointing.storage.CheckpointMetadata;
import io.sampo.checkpointing.storage.CheckpointMetadata.OperatorEntry;
import io.sampo.checkpointing.storage.CheckpointReader;
import io.sampo.checkpointing.storage.StoredCheckpoint;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.state.settings.StateBackends;
import io.sampo.state.snapshot.KeyedStateContent;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.OperatorStateHandle.Listing;
import io.sampo.state.snapshot.StateFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Looks into checkpoints and savepoints. Needs neither the job nor its classes, takes no lock and
 * changes nothing, so the job may be running.
 *
 * <pre>{@code
 * CheckpointSummary found = new CheckpointInspector(FileStore.local()).inspect(directory, false);
 * }</pre>
 */
public final class CheckpointInspector {
    private final CheckpointReader reader;

    /** Creates an inspector of what is in {@code files}. */
    public CheckpointInspector(FileStore files) {
        reader = new CheckpointReader(files);
    }

    /**
     * Reads what is in a checkpoint or savepoint; blocks. Files of the heap backend are read whole,
     * since they tell how many rows each state has, those of RocksDB only if {@code verify} says
     * so.
     *
     * @param directory with the metadata file
     * @param verify whether to read all files and verify their checksums
     * @throws StreamException with {@code INPUT_UNAVAILABLE} if there is no checkpoint, {@code
     *     CHECKPOINT_DAMAGED} naming all files that are missing or damaged, {@code
     *     STATE_INCOMPATIBLE} if a newer release wrote it
     */
    public CheckpointSummary inspect(Path directory, boolean verify) {
        return inspect(reader.read(directory), verify);
    }

    private CheckpointSummary inspect(StoredCheckpoint stored, boolean verify) {
        List<String> damage = reader.findDamage(stored, verify);
        if (!damage.isEmpty()) {
            throw new StreamException(
                    ErrorCode.CHECKPOINT_DAMAGED,
                    "A checkpoint is damaged: directory="
                            + stored.directory()
                            + ": "
                            + String.join("; ", damage)
                            + ". Restore its files from a backup, or use another one.");
        }
        CheckpointMetadata metadata = stored.metadata();
        List<CheckpointSummary.Operator> operators = new ArrayList<>();
        for (OperatorEntry entry : metadata.operators()) {
            operators.add(operator(entry, stored));
        }
        return new CheckpointSummary(
                stored.directory(),
                metadata.jobName(),
                metadata.checkpointId(),
                metadata.attempt(),
                metadata.kind(),
                metadata.triggerMillis(),
                metadata.afterEndOfInput(),
                operators);
    }

    private static CheckpointSummary.Operator operator(
            OperatorEntry entry, StoredCheckpoint stored) {
        List<KeyedPart> parts = new ArrayList<>();
        Map<String, KeyedState> states = new LinkedHashMap<>();
        Map<String, StateList> lists = new TreeMap<>();
        String keyType = "";
        int finished = 0;
        for (int i = 0; i < entry.subtasks().size(); i++) {
            CheckpointMetadata.SubtaskEntry subtask = entry.subtasks().get(i);
            finished += subtask.finished() ? 1 : 0;
            for (KeyedStateHandle handle : subtask.snapshot().keyed()) {
                parts.add(part(i, handle));
                KeyedStateContent content =
                        StateBackends.contentOf(entry.operator().name(), handle, stored.files());
                keyType = keyType.isEmpty() ? content.keyType() : keyType;
                content.tables().forEach(table -> add(table, states));
            }
            subtask.snapshot().operator().lists().forEach((name, list) -> add(name, list, lists));
        }
        byte[] enumerator = stored.metadata().enumerators().get(entry.operator());
        return new CheckpointSummary.Operator(
                entry.operator().name(),
                entry.parallelism(),
                entry.maxParallelism(),
                finished,
                parts,
                keyType,
                List.copyOf(states.values()),
                List.copyOf(lists.values()),
                enumerator == null ? OptionalLong.empty() : OptionalLong.of(enumerator.length));
    }

    private static KeyedPart part(int subtask, KeyedStateHandle handle) {
        long bytes = handle.files().values().stream().mapToLong(StateFile::length).sum();
        return new KeyedPart(
                subtask, handle.backend(), handle.keyGroups(), handle.files().size(), bytes);
    }

    private static void add(KeyedStateContent.Table table, Map<String, KeyedState> states) {
        String[] schema = table.schema().split("\n", -1);
        // the first line is the type with its arguments
        KeyedState found =
                new KeyedState(
                        table.kind(),
                        table.name(),
                        table.namespaces(),
                        schema[0].isEmpty() ? table.valueType() : schema[0],
                        table.userKeyType(),
                        List.copyOf(Arrays.asList(schema).subList(1, schema.length)),
                        table.rows(),
                        table.bytes());
        // timers have names of their own
        String id = table.kind().equals("timers") ? "timers " : "state ";
        states.merge(id + table.name(), found, CheckpointInspector::sum);
    }

    private static KeyedState sum(KeyedState one, KeyedState other) {
        return new KeyedState(
                one.kind(),
                one.name(),
                one.namespaces(),
                one.type(),
                one.userKeyType(),
                one.schema(),
                sum(one.rows(), other.rows()),
                sum(one.bytes(), other.bytes()));
    }

    private static OptionalLong sum(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent()
                ? OptionalLong.of(one.getAsLong() + other.getAsLong())
                : OptionalLong.empty();
    }

    private static void add(String name, Listing list, Map<String, StateList> lists) {
        long bytes = list.elements().stream().mapToLong(element -> element.length).sum();
        StateList found = new StateList(name, list.distribution(), list.elements().size(), bytes);
        lists.merge(
                name,
                found,
                (one, other) ->
                        new StateList(
                                name,
                                one.distribution(),
                                one.elements() + other.elements(),
                                one.bytes() + other.bytes()));
    }
}
