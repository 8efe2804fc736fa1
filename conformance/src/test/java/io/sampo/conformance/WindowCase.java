/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What is done to the windows of a keyed stream.
 *
 * @param windows which there are
 * @param lateness how long they are kept, in milliseconds
 * @param firing when they fire
 * @param evicting what they drop
 * @param function what is computed
 */
record WindowCase(
        Windows windows, long lateness, Firing firing, Evicting evicting, Function function) {
    /** Size of windows. */
    static final long SIZE = 40;

    /** From one sliding window to the next. */
    static final long SLIDE = 10;

    /** A slide that does not divide the size. */
    static final long UNEVEN_SLIDE = 15;

    /** Where windows begin that have an offset. */
    static final long OFFSET = 7;

    /** Of sessions, and the least of those by record. */
    static final long GAP = 12;

    /** Of triggers and evictors that count. */
    static final long COUNT = 3;

    /** Of continuous triggers, and the time that evictors keep. */
    static final long INTERVAL = 15;

    /** Of triggers and evictors that compare values. */
    static final double THRESHOLD = 20;

    enum Windows {
        TUMBLING,
        TUMBLING_WITH_OFFSET,
        SLIDING,
        SLIDING_UNEVENLY,
        SLIDING_WITH_GAPS,
        SESSIONS,
        SESSIONS_BY_RECORD,
        GLOBAL;

        boolean merge() {
            return this == SESSIONS || this == SESSIONS_BY_RECORD;
        }
    }

    enum Firing {
        BY_DEFAULT,
        BY_COUNT,
        BY_COUNT_AND_PURGING,
        CONTINUOUSLY,
        BY_DELTA
    }

    enum Evicting {
        NOTHING,
        BY_COUNT,
        BY_COUNT_AFTERWARDS,
        BY_TIME,
        BY_DELTA
    }

    enum Function {
        REDUCE,
        REDUCE_AND_PROCESS,
        AGGREGATE,
        AGGREGATE_AND_PROCESS,
        PROCESS
    }

    /** Returns the simplest case of every kind of windows and function, and others by chance. */
    static List<WindowCase> some(Random random, int byChance) {
        List<WindowCase> cases = new ArrayList<>();
        for (Windows windows : Windows.values()) {
            for (Function function : Function.values()) {
                add(
                        cases,
                        new WindowCase(
                                windows,
                                0,
                                windows == Windows.GLOBAL ? Firing.BY_COUNT : Firing.BY_DEFAULT,
                                Evicting.NOTHING,
                                function));
            }
        }
        int wanted = cases.size() + byChance;
        while (cases.size() < wanted) {
            add(
                    cases,
                    new WindowCase(
                            of(random, Windows.values()),
                            random.nextInt(3) * 15,
                            of(random, Firing.values()),
                            of(random, Evicting.values()),
                            of(random, Function.values())));
        }
        return cases;
    }

    private static void add(List<WindowCase> cases, WindowCase next) {
        if (next.isAllowed() && !cases.contains(next)) {
            cases.add(next);
        }
    }

    /** Returns whether both engines take it and promise the same. */
    private boolean isAllowed() {
        boolean global = windows == Windows.GLOBAL;
        if (global && (firing == Firing.BY_DEFAULT || lateness > 0)) {
            return false;
        }
        if (windows.merge()) {
            // A delta cannot be merged. The order of what was merged is open, and matters to those
            // evictors.
            boolean ordered = evicting != Evicting.NOTHING && evicting != Evicting.BY_TIME;
            return firing != Firing.BY_DELTA && firing != Firing.CONTINUOUSLY && !ordered;
        }
        // SEMANTICS rule 30, for sessions, too
        return !(global && firing == Firing.CONTINUOUSLY);
    }

    private static <E> E of(Random random, E[] all) {
        return all[random.nextInt(all.length)];
    }
}
