/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

/** Where a job is in its life. */
public enum JobStatus {
    /** Subtasks are being made and state restored. */
    STARTING,
    /** Records flow. */
    RUNNING,
    /** An attempt failed; the next one is on its way. */
    RESTARTING,
    /** Asked to end. */
    CANCELLING,
    /** Ended as asked by {@code cancel}. */
    CANCELLED,
    /** All input was processed, and everything committed; or stopped with a savepoint. */
    FINISHED,
    /** Given up. */
    FAILED;

    /** Returns whether nothing more will happen. */
    public boolean isTerminal() {
        return this == CANCELLED || this == FINISHED || this == FAILED;
    }
}
