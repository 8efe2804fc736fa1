/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.operators.stream.DataStream;
import java.util.List;
import java.util.stream.Stream;

/** A stream that parts and meets again, with hardly any room on the way. */
final class Diamonds {
    private static final int READINGS = 300;

    private Diamonds() {}

    static KnownJob job(long seed) {
        List<Reading> readings = Reading.random(seed, READINGS);
        return KnownJob.of(
                (environment, world) -> {
                    environment.set("sampo.runtime.local-channel-credits", 1);
                    DataStream<Reading> stream =
                            Reading.stream(environment, world, "readings", readings);
                    stream.rebalance()
                            .map(reading -> "left " + reading.number())
                            .union(stream.rebalance().map(reading -> "right " + reading.number()))
                            .keyBy(line -> line)
                            .reduce((before, line) -> line + " again")
                            .name("last")
                            .process(new WatermarkGuard<>())
                            .name("guard")
                            .sinkTo(world.output(KnownJob.OUTPUT))
                            .name("results");
                },
                readings.stream()
                        .flatMap(
                                reading ->
                                        Stream.of(
                                                "left " + reading.number(),
                                                "right " + reading.number()))
                        .toList());
    }
}
