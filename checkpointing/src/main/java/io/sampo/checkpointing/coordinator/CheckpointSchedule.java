/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * When checkpoints are due, expire, and are tried again, and when the coordinator is to be woken
 * for that. All times are of the monotonic clock.
 */
final class CheckpointSchedule {
    /** Between two tries of something that failed and has no interval of its own. */
    static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final CheckpointSettings settings;
    private OptionalLong due = OptionalLong.empty();
    private long lastStart;
    private long retryAt;

    /** When a tick will come. */
    private OptionalLong wakeAt = OptionalLong.empty();

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

    /** Returns how long a checkpoint may take. */
    Duration timeout() {
        return settings.timeout();
    }

    /** When a checkpoint has taken too long. */
    long expiry(long startedNanos) {
        return startedNanos + settings.timeout().toNanos();
    }

    boolean hasExpired(long startedNanos, long now) {
        return hasCome(expiry(startedNanos), now);
    }

    /** A tick has come, and no other is on its way. */
    void ticked() {
        wakeAt = OptionalLong.empty();
    }

    /** Asks for a tick at a time, if there is one, unless that one is on its way. */
    void wake(OptionalLong time, List<CheckpointAction> actions) {
        if (time.isPresent() && !time.equals(wakeAt)) {
            actions.add(new CheckpointAction.WakeAt(time.getAsLong()));
        }
        wakeAt = time;
    }

    private static boolean hasCome(long time, long now) {
        return now - time >= 0;
    }

    private static boolean isAfter(long one, long other) {
        return one - other > 0;
    }
}
