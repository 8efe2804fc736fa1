/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import java.time.Duration;
import java.util.OptionalLong;

/** When checkpoints are due, expire, and are tried again. All times are of the monotonic clock. */
final class CheckpointSchedule {
    /** Between two tries of something that failed and has no interval of its own. */
    static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final CheckpointSettings settings;
    private OptionalLong due = OptionalLong.empty();
    private long lastStart;
    private long retryAt;

    CheckpointSchedule(CheckpointSettings settings) {
        this.settings = settings;
    }

    /** The job runs: the first checkpoint is due after one interval. */
    void begin(long now) {
        retryAt = now;
        due = OptionalLong.empty();
        settings.interval().ifPresent(interval -> due = OptionalLong.of(now + interval.toNanos()));
    }

    void started(long now) {
        lastStart = now;
    }

    void ended(long now) {
        settings.interval()
                .ifPresent(
                        interval -> {
                            long byInterval = lastStart + interval.toNanos();
                            long byPause = now + settings.minPause().toNanos();
                            due =
                                    OptionalLong.of(
                                            isAfter(byInterval, byPause) ? byInterval : byPause);
                        });
    }

    void retryLater(long now) {
        retryAt = now + RETRY_PAUSE.toNanos();
    }

    /** When the next checkpoint of the interval is due, if any ever is. */
    OptionalLong due() {
        return due;
    }

    boolean isDue(long now) {
        return due.isPresent() && hasCome(due.getAsLong(), now);
    }

    long retryAt() {
        return retryAt;
    }

    boolean mayRetry(long now) {
        return hasCome(retryAt, now);
    }

    long expiry(long startedNanos) {
        return startedNanos + settings.timeout().toNanos();
    }

    static boolean hasCome(long time, long now) {
        return now - time >= 0;
    }

    private static boolean isAfter(long one, long other) {
        return one - other > 0;
    }
}
