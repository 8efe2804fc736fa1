/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.Serializable;
import java.time.Duration;

/**
 * Says when state of a key is forgotten that nobody asks for any more; Flink's {@code
 * StateTtlConfig}. Goes by processing time, the subtask's clock (SEMANTICS rule 44).
 *
 * <pre>{@code
 * StateDescriptor.value("last login", Long.class)
 *         .enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofDays(30)).build())
 * }</pre>
 *
 * <p>What has expired is dropped when it is next read, and left out of the snapshots of state on
 * the heap. What nobody reads is dropped in the background, in both state backends: with the
 * records that come, the operator looks through its state a few rows at a time, round and round
 * (with RocksDB it reads them for that; compactions drop nothing, see {@code docs/design/0018}). An
 * operator that gets no records drops nothing. Immutable.
 *
 * @param timeToLiveMillis state expires once so much time has passed since its last access
 * @param updateType what counts as access
 * @param visibility what is seen of expired state
 * @param cleanup what is done about expired state that nobody reads
 */
public record StateTtlConfig(
        long timeToLiveMillis, UpdateType updateType, StateVisibility visibility, Cleanup cleanup)
        implements Serializable {

    /**
     * How fast state is looked through for what has expired.
     *
     * @param rows how many rows each time: values, whole lists or entries of maps; 0 for none
     * @param forEveryRecord whether for each record of the operator, not for each access to the
     *     state
     */
    public record Cleanup(int rows, boolean forEveryRecord) implements Serializable {
        /** Expired state stays until it is read. */
        public static final Cleanup OFF = new Cleanup(0, false);

        private static final int MAX_ROWS = 1_000;

        /**
         * Checks the number.
         *
         * @throws StreamException with {@code INVALID_PROGRAM} if it is not from 0 to 1,000
         */
        public Cleanup {
            if (rows < 0 || rows > MAX_ROWS) {
                throw new StreamException(
                        ErrorCode.INVALID_PROGRAM,
                        "The number of rows to look at each time is from 1 to "
                                + MAX_ROWS
                                + ": cleanupSize="
                                + rows
                                + ". Use a smaller one, since records wait meanwhile.");
            }
        }

        /** Returns whether nothing is done. */
        public boolean isOff() {
            return rows == 0;
        }
    }

    /** What counts as access, which begins the time anew. */
    public enum UpdateType {
        /** To set it. */
        ON_CREATE_AND_WRITE,
        /** To set it or to read it. */
        ON_READ_AND_WRITE
    }

    /** What is seen of state that has expired. */
    public enum StateVisibility {
        /** Nothing. */
        NEVER_RETURN_EXPIRED,
        /** It is read once more, if it has not been dropped meanwhile. */
        RETURN_EXPIRED_IF_NOT_CLEANED_UP
    }

    /**
     * Checks the time.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if it is not positive
     */
    public StateTtlConfig {
        if (timeToLiveMillis < 1) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A time to live is at least 1 ms: timeToLiveMillis="
                            + timeToLiveMillis
                            + ". Use a longer one, or leave enableTimeToLive out.");
        }
    }

    /**
     * Begins with access by setting, expired state never seen, and a look at 5 rows for each access
     * to the state.
     *
     * @param timeToLive in whole milliseconds, at least one
     */
    public static Builder newBuilder(Duration timeToLive) {
        return new Builder(timeToLive);
    }

    /** Collects the choices. */
    public static final class Builder {
        private static final int DEFAULT_ROWS = 5;

        private final Duration timeToLive;
        private UpdateType updateType = UpdateType.ON_CREATE_AND_WRITE;
        private StateVisibility visibility = StateVisibility.NEVER_RETURN_EXPIRED;
        private Cleanup cleanup = new Cleanup(DEFAULT_ROWS, false);

        private Builder(Duration timeToLive) {
            this.timeToLive = timeToLive;
        }

        /** Sets what counts as access. */
        public Builder setUpdateType(UpdateType type) {
            updateType = type;
            return this;
        }

        /** Lets only setting begin the time anew. */
        public Builder updateTtlOnCreateAndWrite() {
            return setUpdateType(UpdateType.ON_CREATE_AND_WRITE);
        }

        /** Lets reading begin the time anew, too. */
        public Builder updateTtlOnReadAndWrite() {
            return setUpdateType(UpdateType.ON_READ_AND_WRITE);
        }

        /** Sets what is seen of expired state. */
        public Builder setStateVisibility(StateVisibility seen) {
            visibility = seen;
            return this;
        }

        /** Shows nothing of expired state. */
        public Builder neverReturnExpired() {
            return setStateVisibility(StateVisibility.NEVER_RETURN_EXPIRED);
        }

        /** Shows expired state once more, if it is still there. */
        public Builder returnExpiredIfNotCleanedUp() {
            return setStateVisibility(StateVisibility.RETURN_EXPIRED_IF_NOT_CLEANED_UP);
        }

        /**
         * Sets how fast state is looked through for what has expired, in both state backends.
         *
         * @param cleanupSize how many rows each time, from 1 to 1,000. RocksDB's are looked at many
         *     at once, after as many accesses or records as it takes, and down to a sixteenth as
         *     often while hardly any of them have expired
         * @param runCleanupForEveryRecord whether for each record of the operator; otherwise for
         *     each access to the state
         * @throws StreamException with {@code INVALID_PROGRAM} if the size is out of range
         */
        public Builder cleanupIncrementally(int cleanupSize, boolean runCleanupForEveryRecord) {
            cleanup = new Cleanup(cleanupSize, runCleanupForEveryRecord);
            return this;
        }

        /** Leaves expired state until it is read, or left out of a snapshot of the heap. */
        public Builder disableCleanupInBackground() {
            cleanup = Cleanup.OFF;
            return this;
        }

        /**
         * Returns the configuration.
         *
         * @throws StreamException with {@code INVALID_PROGRAM} if the time is not positive
         */
        public StateTtlConfig build() {
            return new StateTtlConfig(timeToLive.toMillis(), updateType, visibility, cleanup);
        }
    }
}
