/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.core.error.StreamException;
import java.time.Duration;
import java.util.Optional;

/**
 * Decides whether and when a failed job is started again. Told of failures and of the time;
 * confined to the job master.
 */
final class RestartStrategy {
    private static final int DOUBLINGS_LIMIT = 40;

    private final RestartSettings settings;
    private final RestartSettings.Strategy strategy;
    private int failuresInARow;
    private long lastRestartMillis;

    /**
     * Creates a strategy that has seen no failure.
     *
     * @param checkpointing whether the job keeps checkpoints; without them a restart would begin
     *     anew
     */
    RestartStrategy(RestartSettings settings, boolean checkpointing) {
        this.settings = settings;
        RestartSettings.Strategy wanted = settings.strategy();
        if (wanted != RestartSettings.Strategy.AUTO) {
            strategy = wanted;
        } else {
            strategy =
                    checkpointing
                            ? RestartSettings.Strategy.EXPONENTIAL
                            : RestartSettings.Strategy.NONE;
        }
    }

    /**
     * Returns how long to wait before the next attempt, or nothing if the job is to be given up.
     */
    Optional<Duration> onFailure(Throwable failure, long nowMillis) {
        if (!StreamException.codeOf(failure).retryable()
                || strategy == RestartSettings.Strategy.NONE) {
            return Optional.empty();
        }
        if (failuresInARow > 0
                && nowMillis - lastRestartMillis >= settings.resetAfter().toMillis()) {
            failuresInARow = 0;
        }
        failuresInARow++;
        if (settings.maxAttempts() > 0 && failuresInARow > settings.maxAttempts()) {
            return Optional.empty();
        }
        Duration wait = waitBefore(failuresInARow);
        lastRestartMillis = nowMillis + wait.toMillis();
        return Optional.of(wait);
    }

    private Duration waitBefore(int failure) {
        if (strategy == RestartSettings.Strategy.FIXED_DELAY) {
            return settings.delay();
        }
        if (failure == 1) {
            return Duration.ZERO;
        }
        int doublings = Math.min(failure - 2, DOUBLINGS_LIMIT);
        long millis = settings.initialDelay().toMillis();
        long longest = settings.maxDelay().toMillis();
        for (int i = 0; i < doublings && millis < longest; i++) {
            millis *= 2;
        }
        return Duration.ofMillis(Math.min(millis, longest));
    }
}
