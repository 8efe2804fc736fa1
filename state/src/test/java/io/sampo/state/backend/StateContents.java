/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.state.testkit.Reading;
import io.sampo.state.testkit.Tally;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** What the state of a {@link StateModel} is, in immutable values. Keys are numbers. */
public record StateContents(
        Map<Integer, Tally> tallies,
        Map<At, String> texts,
        Map<Integer, Long> counts,
        Map<Integer, Reading> readings,
        Map<At, Reading> windowReadings,
        Map<Integer, List<Long>> lists,
        Map<At, List<Long>> windowLists,
        Map<At, Tally> windowTallies,
        Map<At, Map<Integer, Tally>> maps,
        Set<Time> timers,
        Set<Time> others) {
    static final int NAMESPACES = 3;

    StateContents() {
        this(
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashSet<>(),
                new HashSet<>());
    }

    StateContents copy() {
        return new StateContents(
                new HashMap<>(tallies),
                new HashMap<>(texts),
                new HashMap<>(counts),
                new HashMap<>(readings),
                new HashMap<>(windowReadings),
                new HashMap<>(lists),
                new HashMap<>(windowLists),
                new HashMap<>(windowTallies),
                new HashMap<>(maps),
                new HashSet<>(timers),
                new HashSet<>(others));
    }

    /** Keeps only some keys. */
    StateContents of(IntPredicate key) {
        StateContents part = copy();
        part.tallies.keySet().removeIf(k -> !key.test(k));
        part.texts.keySet().removeIf(k -> !key.test(k.key));
        part.counts.keySet().removeIf(k -> !key.test(k));
        part.readings.keySet().removeIf(k -> !key.test(k));
        part.windowReadings.keySet().removeIf(k -> !key.test(k.key));
        part.lists.keySet().removeIf(k -> !key.test(k));
        part.windowLists.keySet().removeIf(k -> !key.test(k.key));
        part.windowTallies.keySet().removeIf(k -> !key.test(k.key));
        part.maps.keySet().removeIf(k -> !key.test(k.key));
        part.timers.removeIf(t -> !key.test(t.key));
        part.others.removeIf(t -> !key.test(t.key));
        return part;
    }

    record At(int key, Object namespace) {}

    record Time(int key, long timestamp, Object namespace) {}
}
