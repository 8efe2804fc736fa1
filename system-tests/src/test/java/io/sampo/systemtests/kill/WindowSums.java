/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

import io.sampo.connectors.datagen.DataGenSource;
import io.sampo.operators.sink.Sink;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.operators.window.TumblingEventTimeWindows;
import java.time.Duration;

/** The job that is disturbed: readings, summed for each key and window. */
public final class WindowSums {
    private WindowSums() {}

    /**
     * Writes the job.
     *
     * @param readings how many there are
     * @param ratePerSecond 0 is as fast as possible
     */
    public static void write(
            StreamEnvironment env, long readings, long ratePerSecond, Sink<WindowSum> sink) {
        DataGenSource<Reading> source = DataGenSource.of(Reading::at).count(readings);
        env.fromSource(
                        ratePerSecond > 0 ? source.ratePerSecond(ratePerSecond) : source,
                        WatermarkStrategy.<Reading>forBoundedOutOfOrderness(
                                        Duration.ofMillis(Reading.JITTER_MILLIS))
                                .withTimestampAssigner((reading, before) -> reading.timestamp()),
                        "readings")
                .keyBy(Reading::key)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(Reading.WINDOW_MILLIS)))
                .aggregate(new Summing(), new Summing.ToWindowSum())
                .name("sums")
                .sinkTo(sink)
                .name("results");
    }
}
