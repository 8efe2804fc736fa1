/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bounded mode with ten times more input than heap. */
class SortingIT {
    private static final int TIMES_THE_HEAP = 10;

    /** Of a visit, beside its text: two numbers. */
    private static final int NUMBERS = 16;

    private static final Pattern RESULT =
            Pattern.compile(
                    "visits=(\\d+) often=(\\d+) checksum=(-?\\d+) spilled=(\\d+) millis=(\\d+)\\s*");

    @TempDir private Path directory;

    /**
     * How a run is limited.
     *
     * @param heapMegabytes of the process
     * @param sortMemory as the setting has it
     * @param minutes until it is given up
     */
    private record Limits(int heapMegabytes, String sortMemory, long minutes) {}

    @Test
    void sortsTenTimesTheHeap() throws Exception {
        // so many keys that their state would not fit, were it not forgotten
        check(new Visits(1_000_000, 2_000_000), 330, new Limits(64, "16m", 3));
    }

    @Test
    @Tag("long")
    void sortsFiveMillionKeysInQuarterOfAGigabyte() throws Exception {
        check(new Visits(5_000_000, 50_000_000), 40, new Limits(256, "64m", 40));
    }

    private void check(Visits visits, int text, Limits limits) throws Exception {
        long input = visits.records() * (text + NUMBERS);
        assertThat(input).isGreaterThan((long) TIMES_THE_HEAP * limits.heapMegabytes << 20);

        Matcher result = run(visits, text, limits);

        long millis = Math.max(1, Long.parseLong(result.group(5)));
        long spilled = Long.parseLong(result.group(4));
        PrintStream out = System.out;
        out.printf(
                Locale.ROOT,
                "sorting: %,d records, %,d keys, %,d MB with -Xmx%dm: spilled %,d MB, %.1f s,"
                        + " %,d records/s%n",
                visits.records(),
                visits.keys(),
                input >> 20,
                limits.heapMegabytes(),
                spilled >> 20,
                millis / 1000.0,
                visits.records() * 1000 / millis);
        assertThat(
                        new Outcome(
                                Long.parseLong(result.group(1)),
                                Long.parseLong(result.group(2)),
                                Long.parseLong(result.group(3))))
                .isEqualTo(Outcome.expected(visits));
        assertThat(spilled).isGreaterThan(input);
        try (Stream<Path> left = Files.walk(directory.resolve("work"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private Matcher run(Visits visits, int text, Limits limits)
            throws IOException, InterruptedException {
        Path work = Files.createDirectory(directory.resolve("work"));
        List<String> arguments =
                List.of(
                        String.valueOf(visits.keys()),
                        String.valueOf(visits.records()),
                        String.valueOf(text),
                        limits.sortMemory(),
                        work.toString());
        String heap = "-Xmx" + limits.heapMegabytes() + "m";
        return new MeasuredRun(directory, heap, limits.minutes())
                .of(SortedTotalsJob.class, arguments, RESULT);
    }
}
