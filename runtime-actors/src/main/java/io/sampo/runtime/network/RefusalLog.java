/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.sampo.core.time.Clock;
import io.sampo.core.time.RateLimit;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs refusals, each reason at most once in ten seconds: strangers must not fill the
 * disk. Thread-safe.
 */
final class RefusalLog {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final NetworkCounters counters;
    private final Map<Refusal, RateLimit> lines = new EnumMap<>(Refusal.class);

    RefusalLog(Clock clock, NetworkCounters counters) {
        this.counters = counters;
        for (Refusal reason : Refusal.values()) {
            lines.put(reason, new RateLimit(clock, INTERVAL));
        }
    }

    /**
     * Notes a refusal.
     *
     * @param peer who, as far as it is known
     * @return whether a line was written
     */
    @SuppressWarnings("NullAway") // every reason is there
    boolean refused(Refusal reason, Object peer, String detail) {
        counters.refused(reason);
        if (reason == Refusal.STALE_ATTEMPT) {
            // Comes with every end of an attempt: what was under way then.
            LOG.debug("Dropped: peer={}: {}", peer, detail);
            return false;
        }
        if (!lines.get(reason).permits()) {
            return false;
        }
        LOG.warn(
                "Refused on the data port: reason={} peer={}: {}. More of the kind within 10 s are"
                        + " only counted.",
                reason,
                peer,
                detail);
        return true;
    }
}
