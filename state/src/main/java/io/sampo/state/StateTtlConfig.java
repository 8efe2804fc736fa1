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
 * the heap. Immutable.
 *
 * @param timeToLiveMillis state expires once so much time has passed since its last access
 * @param updateType what counts as access
 * @param visibility what is seen of expired state
 */
public record StateTtlConfig(
        long timeToLiveMillis, UpdateType updateType, StateVisibility visibility)
        implements Serializable {

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
     * Begins with access by setting, and expired state never seen.
     *
     * @param timeToLive in whole milliseconds, at least one
     */
    public static Builder newBuilder(Duration timeToLive) {
        return new Builder(timeToLive);
    }

    /** Collects the choices. */
    public static final class Builder {
        private final Duration timeToLive;
        private UpdateType updateType = UpdateType.ON_CREATE_AND_WRITE;
        private StateVisibility visibility = StateVisibility.NEVER_RETURN_EXPIRED;

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
         * Returns the configuration.
         *
         * @throws StreamException with {@code INVALID_PROGRAM} if the time is not positive
         */
        public StateTtlConfig build() {
            return new StateTtlConfig(timeToLive.toMillis(), updateType, visibility);
        }
    }
}
