/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the job must come to, computed by a plain loop. */
final class Oracle {
    private Oracle() {}

    static List<WindowSum> sums(long count) {
        Map<List<Long>, long[]> sums = new HashMap<>();
        for (long index = 0; index < count; index++) {
            Reading reading = Reading.at(index);
            long window =
                    Math.floorDiv(reading.timestamp(), Reading.WINDOW_MILLIS)
                            * Reading.WINDOW_MILLIS;
            long[] sum =
                    sums.computeIfAbsent(List.of(reading.key(), window), unused -> new long[2]);
            sum[0]++;
            sum[1] += reading.value();
        }
        List<WindowSum> all = new ArrayList<>();
        sums.forEach(
                (group, sum) -> all.add(new WindowSum(group.get(0), group.get(1), sum[0], sum[1])));
        return all;
    }
}
