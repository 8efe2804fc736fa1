/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

/** Where, on the way of a checkpoint to its commits, a process ends. */
enum HaltPoint {
    /** Nowhere: it is killed from outside, or not at all. */
    NONE,
    /** All subtasks have acked, the metadata is not written yet. */
    BEFORE_METADATA,
    /** The metadata is there, the durable record does not name the checkpoint yet. */
    BEFORE_RECORD,
    /** The record names the checkpoint, nothing is committed for it. */
    BEFORE_COMMITS,
    /** Some of the checkpoint's files are committed, some are not. */
    AMID_COMMITS
}
