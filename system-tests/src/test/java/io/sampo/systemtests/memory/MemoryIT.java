/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job with far more state than memory, in a process whose memory is measured from outside Java.
 */
class MemoryIT {
    private static final int LEAST_CHECKPOINTS = 5;
    private static final Pattern RESULT =
            Pattern.compile(
                    "visits=(\\d+) often=(\\d+) checksum=(-?\\d+) checkpoints=(\\d+)"
                            + " millis=(\\d+) peakRssKb=(-?\\d+)\\s*");

    @TempDir Path directory;

    /**
     * How a run is limited.
     *
     * @param heap the option of the JVM
     * @param managed memory for state
     * @param interval of checkpoints
     * @param peakMegabytes what the process must stay below
     * @param minutes until it is given up
     */
    private record Limits(
            String heap, String managed, String interval, long peakMegabytes, long minutes) {}

    @Test
    void stateLargerThanItsMemoryStaysWithinIt() throws Exception {
        check(new Visits(200_000, 2_000_000), new Limits("-Xmx256m", "24m", "500ms", 600, 3));
    }

    @Test
    @Tag("long")
    void fiveMillionKeysStayBelowElevenHundredMegabytes() throws Exception {
        check(new Visits(5_000_000, 50_000_000), new Limits("-Xmx512m", "256m", "5s", 1_100, 40));
    }

    private void check(Visits visits, Limits limits) throws Exception {
        Outcome expected = Outcome.expected(visits);
        assertThat(expected.visits()).isEqualTo(visits.records());
        assertThat(expected.often()).as("keys visited five times").isEqualTo(visits.keys());

        Matcher result = run(visits, limits);

        long seconds = Math.max(1, TimeUnit.MILLISECONDS.toSeconds(number(result, 5)));
        long peakMegabytes = number(result, 6) * 1024 / 1_000_000;
        PrintStream out = System.out;
        out.printf(
                Locale.ROOT,
                "memory: %,d records, %,d keys, %s, managed %s: peak RSS %,d MB, %d checkpoints,"
                        + " %d s, %,d records/s%n",
                visits.records(),
                visits.keys(),
                limits.heap(),
                limits.managed(),
                peakMegabytes,
                number(result, 4),
                seconds,
                visits.records() / seconds);
        assertThat(new Outcome(number(result, 1), number(result, 2), number(result, 3)))
                .isEqualTo(expected);
        assertThat(number(result, 4)).isGreaterThanOrEqualTo(LEAST_CHECKPOINTS);
        assumeTrue(number(result, 6) > 0, "peak memory is known on Linux only");
        assertThat(peakMegabytes).isLessThan(limits.peakMegabytes());
    }

    private static long number(Matcher result, int group) {
        return Long.parseLong(result.group(group));
    }

    private Matcher run(Visits visits, Limits limits) throws IOException, InterruptedException {
        List<String> arguments =
                List.of(
                        String.valueOf(visits.keys()),
                        String.valueOf(visits.records()),
                        limits.managed(),
                        limits.interval(),
                        directory.toString());
        return new MeasuredRun(directory, limits.heap(), limits.minutes())
                .of(TotalsJob.class, arguments, RESULT);
    }
}
