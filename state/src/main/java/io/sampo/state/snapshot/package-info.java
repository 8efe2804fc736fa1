/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a snapshot is: files somewhere durable, and small handles that point to them. Which snapshots
 * make a checkpoint, and where the files lie, is decided in {@code checkpointing}, which implements
 * {@link io.sampo.state.snapshot.SnapshotStore} and {@link io.sampo.state.snapshot.SnapshotFiles}.
 */
@NullMarked
package io.sampo.state.snapshot;

import org.jspecify.annotations.NullMarked;
