/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.operators.job.ExecutionMode;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.window.SlidingEventTimeWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums of sliding windows and the last record of each key, in the mode for input that ends. There
 * are no checkpoints, so each restart begins anew, and what was written by then is there again: but
 * nothing is there that is not an end result.
 */
final class Batches {
    private static final int READINGS = 300;

    private Batches() {}

    static KnownJob job(long seed) {
        List<Reading> readings = Reading.random(seed, READINGS);
        return new KnownJob(
                (environment, world) -> {
                    environment.setRuntimeMode(ExecutionMode.BATCH);
                    DataStream<Reading> stream =
                            Reading.stream(environment, world, "readings", readings);
                    DataStream<String> sums =
                            stream.keyBy(Reading::key)
                                    .window(
                                            SlidingEventTimeWindows.of(
                                                    Duration.ofMillis(Windows.SIZE),
                                                    Duration.ofMillis(Windows.SLIDE)))
                                    .aggregate(new Windows.Sum(), new Windows.Line())
                                    .name("sums");
                    stream.keyBy(Reading::key)
                            .reduce(Batches::later)
                            .name("last")
                            .map(Batches::line)
                            .union(sums)
                            .sinkTo(world.outputAtOnce(KnownJob.OUTPUT))
                            .name("results");
                },
                expected(readings),
                result -> new LinkedHashSet<>(result.<String>output(KnownJob.OUTPUT)));
    }

    private static List<String> expected(List<Reading> readings) {
        Map<Integer, Reading> last = new TreeMap<>();
        readings.forEach(reading -> last.merge(reading.key(), reading, Batches::later));
        List<String> lines = new ArrayList<>(Windows.expected(readings));
        last.values().forEach(reading -> lines.add(line(reading)));
        return lines;
    }

    /** Whichever order they come in. */
    private static Reading later(Reading one, Reading other) {
        return one.number() > other.number() ? one : other;
    }

    private static String line(Reading last) {
        return "last of " + last.key() + ": " + last.number();
    }
}
