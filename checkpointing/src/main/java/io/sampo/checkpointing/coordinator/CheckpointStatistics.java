/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import io.sampo.core.element.CheckpointBarrier;
import java.util.Optional;

/**
 * What became of one checkpoint.
 *
 * @param checkpointId its id
 * @param kind what it was taken for
 * @param triggerMillis when it was started, wall-clock milliseconds
 * @param durationNanos until it was complete, or given up
 * @param acks how many subtasks acked
 * @param stateBytes the size of all files it refers to
 * @param newBytes the size of those that were written for it
 * @param maxAlignmentNanos the longest time that a subtask waited for its last barrier
 * @param failure why it was given up; nothing if it is complete
 */
public record CheckpointStatistics(
        long checkpointId,
        CheckpointBarrier.Kind kind,
        long triggerMillis,
        long durationNanos,
        int acks,
        long stateBytes,
        long newBytes,
        long maxAlignmentNanos,
        Optional<String> failure) {}
