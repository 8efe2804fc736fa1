/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.operators.source.CollectionSource;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.simulation.SimulatedWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a simulated job reads.
 *
 * @param number of the record, from 0
 * @param key a small one
 * @param time of the event: out of order, but by less than {@link #BOUND}
 * @param value something to add up
 */
record Reading(int number, int key, long time, int value) {
    static final Duration BOUND = Duration.ofMillis(40);

    private static final int KEYS = 12;
    private static final int MILLIS_BETWEEN = 3;

    /** Returns readings that the seed decides. */
    static List<Reading> random(long seed, int count) {
        Random random = new Random(seed);
        List<Reading> readings = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            long time = (long) number * MILLIS_BETWEEN + random.nextInt((int) BOUND.toMillis());
            readings.add(new Reading(number, random.nextInt(KEYS), time, random.nextInt(100)));
        }
        return readings;
    }

    /** Returns the same reading, of an earlier time: so it comes late, by so much and more. */
    Reading lateBy(long millis) {
        return new Reading(number, key, time - millis, value);
    }

    /** Begins a job with readings, at their times. */
    static DataStream<Reading> stream(
            StreamEnvironment environment,
            SimulatedWorld world,
            String name,
            List<Reading> readings) {
        return environment.fromSource(
                world.paced(CollectionSource.of(readings)),
                WatermarkStrategy.<Reading>forBoundedOutOfOrderness(BOUND)
                        .withTimestampAssigner((reading, before) -> reading.time()),
                name);
    }
}
