/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.error;

/** Every kind of error, whose fault it is, and whether running the job again can help. */
public enum ErrorCode {
    /** A user function threw. */
    USER_FUNCTION(Category.USER, true),
    /** The program cannot be run as it is written: names, keys, types, graph. */
    INVALID_PROGRAM(Category.USER, false),
    /** A setting is unknown, malformed or out of range. */
    INVALID_SETTING(Category.USER, false),
    /** A value or function cannot be serialized. */
    NOT_SERIALIZABLE(Category.USER, false),
    /** Stored state does not fit the program. */
    STATE_INCOMPATIBLE(Category.USER, false),
    /** A record of the input cannot be read. */
    BAD_RECORD(Category.USER, false),
    /** A named input does not exist or cannot be read. */
    INPUT_UNAVAILABLE(Category.EXTERNAL, false),
    /** Reading from or writing to an outside system failed. */
    EXTERNAL_IO(Category.EXTERNAL, true),
    /** A commit of a completed checkpoint was refused for good. */
    COMMIT_REFUSED(Category.EXTERNAL, false),
    /** A stored checkpoint is damaged or incomplete. */
    CHECKPOINT_DAMAGED(Category.EXTERNAL, false),
    /** A checkpoint could not be written. */
    CHECKPOINT_FAILED(Category.EXTERNAL, true),
    /** Another process holds what this one needs. */
    HELD_BY_OTHER(Category.RESOURCE, false),
    /** Memory, disk or slots are used up. */
    RESOURCE_EXHAUSTED(Category.RESOURCE, true),
    /** Frames were lost, or came from another attempt, on a channel. */
    CHANNEL_BROKEN(Category.INTERNAL, true),
    /** The job was cancelled. */
    CANCELLED(Category.USER, false),
    /** A bug of the engine. */
    INTERNAL(Category.INTERNAL, true);

    /** Who can mend an error. */
    public enum Category {
        /** The author of the job. */
        USER,
        /** The authors of the engine. */
        INTERNAL,
        /** Whoever sizes the machine. */
        RESOURCE,
        /** Whoever runs the systems that the job talks to. */
        EXTERNAL
    }

    private final Category category;
    private final boolean retryable;

    ErrorCode(Category category, boolean retryable) {
        this.category = category;
        this.retryable = retryable;
    }

    /** Returns who can mend it. */
    public Category category() {
        return category;
    }

    /** Returns whether restarting the job from its last checkpoint can help. */
    public boolean retryable() {
        return retryable;
    }
}
