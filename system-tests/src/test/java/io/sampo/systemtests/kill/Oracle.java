/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the job must come to, computed by a plain loop. */
public final class Oracle {
    private static final int MOST_SHOWN = 40;

    private Oracle() {}

    /** Returns the lines for that many readings, in no order. */
    public static List<String> lines(long readings) {
        Map<Long, long[][]> windows = new HashMap<>();
        for (long index = 0; index < readings; index++) {
            Reading reading = Reading.at(index);
            long window = Math.floorDiv(reading.timestamp(), Reading.WINDOW_MILLIS);
            long[] sum =
                    windows.computeIfAbsent(window, unused -> new long[Reading.KEYS][2])[
                            (int) reading.key()];
            sum[0]++;
            sum[1] += reading.value();
        }
        List<String> lines = new ArrayList<>();
        windows.forEach(
                (window, sums) -> {
                    long start = window * Reading.WINDOW_MILLIS;
                    for (int key = 0; key < Reading.KEYS; key++) {
                        if (sums[key][0] > 0) {
                            long count = sums[key][0];
                            lines.add(new WindowSum(key, start, count, sums[key][1]).toLine());
                        }
                    }
                });
        return lines;
    }

    /**
     * Compares two bags of lines.
     *
     * @return how much more often a line is in {@code found}, for some of those that are in one
     *     more often than in the other
     */
    public static Map<String, Integer> difference(List<String> found, List<String> expected) {
        Map<String, Integer> counts = new HashMap<>();
        found.forEach(line -> counts.merge(line, 1, Integer::sum));
        expected.forEach(line -> counts.merge(line, -1, Integer::sum));
        Map<String, Integer> some = new TreeMap<>();
        counts.forEach(
                (line, count) -> {
                    if (count != 0 && some.size() < MOST_SHOWN) {
                        some.put(line, count);
                    }
                });
        return some;
    }
}
