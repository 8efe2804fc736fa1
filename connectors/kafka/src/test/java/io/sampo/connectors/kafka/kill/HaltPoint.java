/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.kill;

/** Where, between pre-commit and commit, a process ends. */
enum HaltPoint {
    /** Nowhere: it is killed from outside, or not at all. */
    NONE,
    /** All transactions are pre-committed, the metadata is not written yet. */
    BEFORE_METADATA,
    /** The metadata is there, the durable record does not name the checkpoint yet. */
    BEFORE_RECORD,
    /** The record names the checkpoint, nothing is committed for it. */
    BEFORE_COMMITS,
    /** One transaction of the checkpoint is committed; whether the others are is open. */
    AFTER_A_COMMIT
}
