/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.flightdelays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.job.ProgramArguments;
import io.sampo.samples.flightdelays.PlainFlights.Group;
import io.sampo.samples.flightdelays.PlainFlights.Line;
import io.sampo.samples.flightdelays.PlainFlights.Numbers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole program in this process, against what {@link PlainFlights} comes to. */
class FlightDelaysTest {
    private static final int SHOWN = 10;

    @TempDir Path directory;

    private Path output() {
        return directory.resolve("out");
    }

    /**
     * Runs the program as the launcher does and returns what it prints.
     *
     * @param options names and values in turn; a flag has the value {@code true}
     */
    private static String run(Object... options) throws Exception {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            values.put(options[i].toString(), options[i + 1].toString());
        }
        PrintStream before = System.out;
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        System.setOut(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            new FlightDelays().run(new ProgramArguments(values));
        } finally {
            System.setOut(before);
        }
        return heard.toString(StandardCharsets.UTF_8);
    }

    /** Everything below a directory: path, length, and when it was written. */
    private static Map<String, String> everythingBelow(Path root) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                found.put(
                        root.relativize(path).toString(),
                        Files.size(path) + " " + Files.getLastModifiedTime(path));
            }
        }
        return found;
    }

    /** The table as the description has it, made from the plain results. */
    private static String table(Map<Group, Numbers> results, Path output) {
        Comparator<Map.Entry<Group, Numbers>> order =
                Comparator.comparing(entry -> -entry.getValue().meanDelay());
        List<Map.Entry<Group, Numbers>> worst =
                results.entrySet().stream()
                        .filter(entry -> entry.getValue().flights() >= 10)
                        .sorted(order.thenComparing(Map.Entry::getKey))
                        .limit(SHOWN)
                        .toList();
        StringBuilder table = new StringBuilder();
        table.append(
                String.format(
                        Locale.ROOT,
                        "%nThe 10 worst of %,d airport-days (at least 10 flights):%n%n",
                        results.size()));
        table.append(String.format("airport  day         flights  mean delay  delayed%n"));
        for (Map.Entry<Group, Numbers> entry : worst) {
            Numbers numbers = entry.getValue();
            table.append(
                    String.format(
                            Locale.ROOT,
                            "%-9s%s  %7d  %6.1f min  %6.1f%%%n",
                            entry.getKey().airport(),
                            entry.getKey().day(),
                            numbers.flights(),
                            numbers.meanDelay(),
                            100 * numbers.delayedShare()));
        }
        return table.append(String.format("%nResults: %s%n", output)).toString();
    }

    @Test
    void thePlainResultsAreThoseOfTheDescription() throws Exception {
        List<Line> flights = PlainFlights.packaged();
        long highest = Long.MIN_VALUE;
        long furthest = 0;
        int outOfOrder = 0;
        for (Line flight : flights) {
            if (flight.departed() < highest) {
                outOfOrder++;
                furthest = Math.max(furthest, highest - flight.departed());
            }
            highest = Math.max(highest, flight.departed());
        }

        assertThat(flights)
                .hasSize(20_000)
                .isSortedAccordingTo(Comparator.comparing(Line::scheduled));
        assertThat(new HashSet<>(flights)).as("no two lines are the same").hasSize(20_000);
        assertThat(outOfOrder).isEqualTo(15_599);
        assertThat(furthest).isEqualTo(523);
        assertThat(PlainFlights.results(flights, Line::scheduled)).hasSize(6_901);
    }

    @ParameterizedTest
    @CsvSource({"1, heap", "2, heap", "4, heap", "1, rocksdb", "2, rocksdb", "4, rocksdb"})
    void theResultIsThatOfAPlainComputation(int parallelism, String backend) throws Exception {
        Map<Group, Numbers> expected =
                PlainFlights.results(PlainFlights.packaged(), Line::scheduled);

        String printed =
                run("--output", output(), "--parallelism", parallelism, "--backend", backend);

        assertThat(PlainFlights.written(output())).isEqualTo(expected);
        assertThat(PlainFlights.writtenLate(output())).isEmpty();
        assertThat(printed).isEqualTo(table(expected, output()));
        assertThat(everythingBelow(output()).keySet())
                .as("nothing but finished parts")
                .allMatch(name -> name.matches("part-\\d{6}-\\d-\\d\\.jsonl"));
    }

    @ParameterizedTest
    @CsvSource({"1, heap", "2, heap", "4, heap", "1, rocksdb", "2, rocksdb", "4, rocksdb"})
    void withABoundOfNineHoursNothingIsLate(int parallelism, String backend) throws Exception {
        run(
                "--output",
                output(),
                "--parallelism",
                parallelism,
                "--backend",
                backend,
                "--event-time",
                "departed",
                "--bound-minutes",
                9 * 60);

        assertThat(PlainFlights.written(output()))
                .isEqualTo(PlainFlights.results(PlainFlights.packaged(), Line::departed));
        assertThat(PlainFlights.writtenLate(output())).isEmpty();
    }

    /**
     * How many are late depends on the moment; {@link LateFlightsTest} makes sure that some are.
     */
    @Test
    void withABoundOfOneHourEachFlightIsThereOnce() throws Exception {
        run("--output", output(), "--event-time", "departed", "--parallelism", 2);

        List<Line> onTime = new ArrayList<>(PlainFlights.packaged());
        for (Line late : PlainFlights.writtenLate(output())) {
            assertThat(onTime.remove(late)).as("%s is late once", late).isTrue();
        }
        assertThat(PlainFlights.written(output()))
                .isEqualTo(PlainFlights.results(onTime, Line::departed));
    }

    @Test
    void givenAgainAfterItsEndItPrintsAndChangesNothing() throws Exception {
        Path checkpoints = directory.resolve("checkpoints");

        String first = run("--output", output(), "--checkpoints", checkpoints);
        Map<String, String> before = everythingBelow(output());
        String second = run("--output", output(), "--checkpoints", checkpoints);

        assertThat(second)
                .isEqualTo(first)
                .contains("DFW      2001-02-27       15    89.3 min    86.7%");
        assertThat(everythingBelow(output())).isEqualTo(before);
    }

    @Test
    void checkpointsBelongToOneOutputDirectory() throws Exception {
        Path checkpoints = directory.resolve("checkpoints");
        Path other = directory.resolve("other");
        run("--output", output(), "--checkpoints", checkpoints);

        assertThatThrownBy(() -> run("--output", other, "--checkpoints", checkpoints))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_SETTING))
                .hasMessageContaining("output=" + other)
                .hasMessageContaining("begun=" + output());
        assertThat(other).doesNotExist();

        Path sameOtherwise = output().resolve("..").resolve("out");
        assertThat(run("--output", sameOtherwise, "--checkpoints", checkpoints))
                .contains("6,901 airport-days");
    }

    @Test
    void anOutputDirectoryThatIsNotEmptyIsRefused() throws Exception {
        run("--output", output());
        Map<String, String> before = everythingBelow(output());

        assertThatThrownBy(() -> run("--output", output()))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_SETTING))
                .hasMessageContaining("directory=" + output())
                .hasMessageContaining("--overwrite");
        assertThat(everythingBelow(output())).isEqualTo(before);
    }

    @Test
    void overwriteDeletesResultsAndNothingElse() throws Exception {
        run("--output", output(), "--event-time", "departed");
        String table = run("--output", output(), "--overwrite", "true");

        Map<Group, Numbers> expected =
                PlainFlights.results(PlainFlights.packaged(), Line::scheduled);
        assertThat(PlainFlights.written(output())).isEqualTo(expected);
        assertThat(table).isEqualTo(table(expected, output()));

        Files.writeString(output().resolve("notes.txt"), "mine");
        assertThatThrownBy(() -> run("--output", output(), "--overwrite", "true"))
                .hasMessageContaining("first=notes.txt");
        assertThat(output().resolve("notes.txt")).hasContent("mine");
    }

    @Test
    void checkpointsOfOtherJobsAreNoReasonToGoOn() throws Exception {
        Path checkpoints = directory.resolve("checkpoints");
        Files.createDirectories(checkpoints.resolve("another-job"));
        run("--output", output());

        run("--output", output(), "--checkpoints", checkpoints, "--overwrite", "true");

        assertThat(PlainFlights.written(output())).hasSize(6_901);
    }
}
