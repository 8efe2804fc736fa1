/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.snapshot;

import io.sampo.state.keygroup.KeyGroupRange;
import java.util.List;
import java.util.Map;

/**
 * The snapshot of the keyed state of one operator in one subtask.
 *
 * @param backend name of the format, {@code heap} or {@code rocksdb}; restored by that backend only
 * @param keyGroups the key groups it holds
 * @param maxParallelism the number of key groups of the operator
 * @param files its files by role; a role is unique in the handle
 * @param sharedRoles the roles of files that other checkpoints may refer to too
 */
public record KeyedStateHandle(
        String backend,
        KeyGroupRange keyGroups,
        int maxParallelism,
        Map<String, StateFile> files,
        List<String> sharedRoles) {}
