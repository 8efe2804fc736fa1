/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

/**
 * Where a process ends itself as if it were killed: without closing, flushing or saying anything.
 */
enum HaltPoint {
    /** Never. */
    NONE,
    /** All subtasks have acked, the metadata is not written yet. */
    BEFORE_METADATA,
    /** The metadata is there, the record does not name it yet. */
    BEFORE_RECORD,
    /** The record names the checkpoint, nothing is committed for it. */
    BEFORE_COMMITS,
    /** Some of a checkpoint's files are committed, some are not. */
    AMID_COMMITS;

    private static final int KILLED = 137;

    /** Ends the process at once. */
    static void halt() {
        Runtime.getRuntime().halt(KILLED);
    }
}
