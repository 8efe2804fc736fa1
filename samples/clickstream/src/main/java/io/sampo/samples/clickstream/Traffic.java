/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream;

import io.sampo.core.function.Function;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The clicks and profiles to come, each from its index alone: of the same seed the same ones every
 * time.
 *
 * @param seed of all that is random
 * @param clicks how many there are
 */
record Traffic(long seed, long clicks) implements Function {
    /** By how much clicks are out of order. */
    static final Duration DISORDER = Duration.ofSeconds(2);

    /** Event time from one click to the next, whatever the clock says. */
    static final Duration STEP = Duration.ofMillis(100);

    /** When the event time begins. */
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** One profile comes, or changes, for so many clicks. */
    static final int CLICKS_PER_PROFILE = 20;

    private static final int USERS = 200;
    private static final int ONE_IN_ROBOT = 20;
    private static final List<String> COUNTRIES = List.of("FI", "EE", "IN", "BR", "JP", "KE");
    private static final List<String> PAGES =
            List.of(
                    "/",
                    "/search",
                    "/product",
                    "/cart",
                    "/checkout",
                    "/help",
                    "/about",
                    "/news",
                    "/pricing",
                    "/account");

    private static final long ODD = 0x9E37_79B9_7F4A_7C15L;

    /** Returns the number of profiles: the users come one after the other, then some change. */
    long profiles() {
        return (clicks + CLICKS_PER_PROFILE - 1) / CLICKS_PER_PROFILE;
    }

    Click click(long index) {
        long first = mix(index);
        long second = mix(first);
        // The lesser of two: users with low numbers click more.
        long user = Math.min(Math.floorMod(first, USERS), Math.floorMod(first >>> 16, USERS));
        long behind = Math.floorMod(first >>> 32, DISORDER.toMillis() + 1);
        return new Click(
                userOf(user),
                PAGES.get(Math.floorMod(second, PAGES.size())),
                Math.floorMod(second >>> 16, ONE_IN_ROBOT) == 0,
                START.toEpochMilli() + index * STEP.toMillis() - behind);
    }

    Profile profile(long index) {
        long mixed = mix(-1 - index);
        long user = index < USERS ? index : Math.floorMod(mixed >>> 16, USERS);
        return new Profile(
                userOf(user),
                COUNTRIES.get((int) (user % COUNTRIES.size())),
                Math.floorMod(mixed, 2) == 0 ? "free" : "pro",
                START.toEpochMilli() + index * CLICKS_PER_PROFILE * STEP.toMillis());
    }

    private static String userOf(long number) {
        return "user-" + number;
    }

    private long mix(long index) {
        long mixed = (seed + index + 1) * ODD;
        mixed = (mixed ^ mixed >>> 31) * ODD;
        return mixed ^ mixed >>> 29;
    }
}
