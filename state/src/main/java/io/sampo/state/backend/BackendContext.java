/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.core.id.OperatorId;
import io.sampo.core.time.Clock;
import io.sampo.core.type.SerializationFactory;
import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.snapshot.SnapshotFiles;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/**
 * The surroundings of one keyed backend.
 *
 * @param operator whose state it is; named in errors
 * @param subtaskIndex of which subtask; named in errors and directories
 * @param attempt of the job; part of directory names, so that a zombie does no harm
 * @param maxParallelism number of key groups of the operator
 * @param keyGroups those owned here
 * @param serialization makes serializers of the job's types
 * @param files reads the snapshots to restore
 * @param workDirectory for local files; made by the backend when needed, unique to the process
 * @param ioExecutor for work that blocks, off the subtask's thread
 * @param clock for time-to-live and for measuring itself
 */
public record BackendContext(
        OperatorId operator,
        int subtaskIndex,
        int attempt,
        int maxParallelism,
        KeyGroupRange keyGroups,
        SerializationFactory serialization,
        SnapshotFiles files,
        Path workDirectory,
        Executor ioExecutor,
        Clock clock) {}
