/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import io.sampo.core.time.Clock;
import io.sampo.core.time.RateLimit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts connections that did not come about, and says why, at most once in ten seconds: strangers
 * must not fill the disk. Those of the side that calls and of the one that is called are two, so
 * that strangers who call do not hide that this node is refused. Thread-safe.
 */
final class GateRefusals {
    private static final Logger LOG = LoggerFactory.getLogger(GateRefusals.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final String what;
    private final AtomicLong count = new AtomicLong();
    private final RateLimit lines;

    GateRefusals(String what, Clock clock) {
        this.what = what;
        lines = new RateLimit(clock, INTERVAL);
    }

    /** Returns those of the side that calls. */
    static GateRefusals ofCaller(Clock clock) {
        return new GateRefusals("Not connected to a control port", clock);
    }

    /** Returns those of the side that is called. */
    static GateRefusals ofCalled(Clock clock) {
        return new GateRefusals("Refused at the control port", clock);
    }

    /**
     * Notes one that this side refused.
     *
     * @param called the address that was called; who called is not known
     * @return whether a line was written
     */
    boolean refused(String called, String why) {
        boolean due = isDue();
        if (due) {
            LOG.warn(
                    "{}: called={} count={}: {} Others within 10 s are only counted.",
                    what,
                    called,
                    count,
                    why);
        }
        return due;
    }

    /** Notes one that the other side ended before it was there; which a node that stops may do. */
    boolean hungUp(String called) {
        boolean due = isDue();
        if (due) {
            LOG.info(
                    "{}: called={} count={}: the other side hung up. If it goes on, see its log: it may"
                            + " have another token, or TLS where this node has none, or none where"
                            + " this node has it, or be of another version.",
                    what,
                    called,
                    count);
        }
        return due;
    }

    long count() {
        return count.get();
    }

    private boolean isDue() {
        count.incrementAndGet();
        return lines.permits();
    }
}
