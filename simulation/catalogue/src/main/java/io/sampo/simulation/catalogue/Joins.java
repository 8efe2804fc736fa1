/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.ProcessJoinFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Pairs of two streams whose times are near each other. */
final class Joins {
    private static final int READINGS = 300;
    private static final int BEFORE = 25;
    private static final int AFTER = 15;

    private Joins() {}

    static KnownJob job(long seed) {
        List<Reading> left = Reading.random(seed, READINGS);
        List<Reading> right = Reading.random(seed + 1, READINGS);
        List<String> expected = new ArrayList<>();
        for (Reading one : left) {
            for (Reading other : right) {
                long apart = other.time() - one.time();
                if (one.key() == other.key() && apart >= -BEFORE && apart <= AFTER) {
                    expected.add(line(one, other));
                }
            }
        }
        return KnownJob.of(
                (environment, world) ->
                        Reading.stream(environment, world, "left", left)
                                .keyBy(Reading::key)
                                .intervalJoin(
                                        Reading.stream(environment, world, "right", right)
                                                .keyBy(Reading::key))
                                .between(Duration.ofMillis(-BEFORE), Duration.ofMillis(AFTER))
                                .process(new Pair())
                                .name("pairs")
                                .process(new WatermarkGuard<>())
                                .name("guard")
                                .sinkTo(world.output(KnownJob.OUTPUT))
                                .name("results"),
                expected);
    }

    private static String line(Reading left, Reading right) {
        return left.number() + " with " + right.number();
    }

    private static final class Pair extends ProcessJoinFunction<Reading, Reading, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(
                Reading left, Reading right, Context context, Collector<String> out) {
            out.collect(line(left, right));
        }
    }
}
