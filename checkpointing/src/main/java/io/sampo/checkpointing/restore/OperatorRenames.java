/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.restore;

import io.sampo.checkpointing.storage.CheckpointMetadata;
import io.sampo.checkpointing.storage.CheckpointMetadata.OperatorEntry;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Gives the operators of a checkpoint the names that they have in the program now. All at once, so
 * two can change their names with each other. Stateless.
 */
public final class OperatorRenames {
    private OperatorRenames() {}

    /**
     * Returns the checkpoint as if its operators had always had their new names.
     *
     * @param renamed new names by old ones
     * @throws StreamException with {@code INVALID_SETTING} if an old name is not in the checkpoint,
     *     or two operators would have the same name
     */
    public static CheckpointMetadata apply(
            CheckpointMetadata metadata, Map<String, String> renamed) {
        if (renamed.isEmpty()) {
            return metadata;
        }
        Set<String> unknown = new TreeSet<>(renamed.keySet());
        Set<OperatorId> taken = new HashSet<>();
        List<OperatorEntry> operators = new ArrayList<>();
        for (OperatorEntry entry : metadata.operators()) {
            unknown.remove(entry.operator().name());
            OperatorId now = nameNow(entry.operator(), renamed);
            if (!taken.add(now)) {
                throw refused(metadata, renamed, "two operators would have the name '" + now + "'");
            }
            operators.add(
                    new OperatorEntry(
                            now, entry.parallelism(), entry.maxParallelism(), entry.subtasks()));
        }
        if (!unknown.isEmpty()) {
            throw refused(metadata, renamed, "it has no operators named " + unknown);
        }
        Map<OperatorId, byte[]> enumerators = new HashMap<>();
        metadata.enumerators()
                .forEach((source, state) -> enumerators.put(nameNow(source, renamed), state));
        return new CheckpointMetadata(
                metadata.jobName(),
                metadata.checkpointId(),
                metadata.attempt(),
                metadata.kind(),
                metadata.triggerMillis(),
                metadata.afterEndOfInput(),
                operators,
                enumerators);
    }

    private static OperatorId nameNow(OperatorId stored, Map<String, String> renamed) {
        String now = renamed.get(stored.name());
        return now == null ? stored : new OperatorId(now);
    }

    private static StreamException refused(
            CheckpointMetadata metadata, Map<String, String> renamed, String why) {
        List<String> names =
                metadata.operators().stream().map(entry -> entry.operator().name()).toList();
        return new StreamException(
                ErrorCode.INVALID_SETTING,
                "The operators of the checkpoint cannot be renamed: sampo.checkpoint.restore.renamed="
                        + renamed
                        + " job="
                        + metadata.jobName()
                        + " checkpoint="
                        + metadata.ref()
                        + ", because "
                        + why
                        + ". Its operators are "
                        + names
                        + "; give old names on the left, and each new one once.");
    }
}
