/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.operators.watermark.WatermarkStrategy;
import java.util.List;

/** Reads many small splits, which are dealt out one by one while the job runs. */
final class ManySplits {
    private static final int READINGS = 400;

    private ManySplits() {}

    static KnownJob job(long seed) {
        List<Integer> numbers =
                Reading.random(seed, READINGS).stream().map(Reading::number).toList();
        return KnownJob.of(
                (environment, world) ->
                        environment
                                .fromSource(
                                        world.paced(new NumberSource(numbers.size())),
                                        WatermarkStrategy.<Integer>noWatermarks(),
                                        "numbers")
                                .keyBy(number -> number % 12)
                                .reduce((before, number) -> number)
                                .name("last")
                                .map(number -> "number " + number)
                                .process(new WatermarkGuard<>())
                                .name("guard")
                                .sinkTo(world.output(KnownJob.OUTPUT))
                                .name("results"),
                numbers.stream().map(number -> "number " + number).toList());
    }
}
