/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

/**
 * How far a running job is; a reading at one moment.
 *
 * @param recordsRead by all sources in this attempt, {@link #UNKNOWN} if nobody knows. Between two
 *     attempts it stays that of the one that is over, until the next begins to read
 * @param watermark the lowest of all sources, {@code Long.MIN_VALUE} before the first
 * @param lastCheckpointId of the last completed checkpoint, 0 if there is none
 * @param lastCheckpointAgeMillis since it was completed, -1 if there is none
 * @param attempt from 1
 */
public record JobProgress(
        long recordsRead,
        long watermark,
        long lastCheckpointId,
        long lastCheckpointAgeMillis,
        int attempt) {
    /** How many records have been read in an attempt of which that is not known. */
    public static final long UNKNOWN = -1;
}
