/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

/**
 * How far the thread that writes a snapshot has come: the only thing that it and the subtask's
 * thread both look at while they work.
 */
final class SnapshotProgress {
    /** Whatever was made or copied in this epoch or before belongs to the snapshot. */
    final int epoch;

    private volatile int saved;

    SnapshotProgress(int epoch) {
        this.epoch = epoch;
    }

    /** The writer will not read the segments below {@code count} any more. */
    void savedUpTo(int count) {
        saved = count;
    }

    /** The writer will read nothing any more. */
    void release() {
        saved = Integer.MAX_VALUE;
    }

    /** Returns whether the writer may still read that segment. */
    boolean needs(int segment) {
        return saved <= segment;
    }

    /** Returns whether the writer is done, or never comes. */
    boolean isReleased() {
        return saved == Integer.MAX_VALUE;
    }
}
