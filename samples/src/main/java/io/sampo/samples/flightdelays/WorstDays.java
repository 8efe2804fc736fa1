/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.flightdelays;

import io.sampo.connectors.files.source.FileSource;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The table at the end: read back from the files that were written, by a second small job. */
final class WorstDays {
    private static final int SHOWN = 10;
    private static final int LEAST_FLIGHTS = 10;
    private static final double PERCENT = 100;

    private WorstDays() {}

    static void print(Path output, PrintStream out) throws Exception {
        List<AirportDay> days = read(output);
        out.printf(
                Locale.ROOT,
                "%nThe %d worst of %,d airport-days (at least %d flights):%n%n",
                SHOWN,
                days.size(),
                LEAST_FLIGHTS);
        out.println("airport  day         flights  mean delay  delayed");
        for (AirportDay day : worst(days)) {
            out.printf(
                    Locale.ROOT,
                    "%-7s  %s  %7d  %6.1f min  %6.1f%%%n",
                    day.airport(),
                    day.day(),
                    day.flights(),
                    day.meanDelay(),
                    day.delayedShare() * PERCENT);
        }
        out.printf(Locale.ROOT, "%nResults: %s%n", output);
    }

    private static List<AirportDay> read(Path output) throws Exception {
        // What the program goes on from, if that was said with -D, is not for this job.
        StreamEnvironment environment =
                StreamEnvironment.local()
                        .setParallelism(1)
                        .set("sampo.checkpoint.restore.from", "");
        return environment
                .fromSource(
                        FileSource.jsonLines(output + "/*.jsonl", AirportDay.class),
                        WatermarkStrategy.noWatermarks(),
                        "results")
                .executeAndCollect();
    }

    /** Returns the airport-days with the highest mean delay; ties by airport, then by day. */
    static List<AirportDay> worst(List<AirportDay> days) {
        return days.stream()
                .filter(day -> day.flights() >= LEAST_FLIGHTS)
                .sorted(
                        Comparator.comparingDouble(AirportDay::meanDelay)
                                .reversed()
                                .thenComparing(AirportDay::airport)
                                .thenComparing(AirportDay::day))
                .limit(SHOWN)
                .toList();
    }
}
