/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.flightdelays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sampo.cluster.cli.Cli;
import io.sampo.core.testkit.ChildJvm;
import io.sampo.samples.flightdelays.PlainFlights.Line;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command in processes of its own that are killed, and given again. */
class KilledFlightDelaysIT {
    private static final long LIMIT_SECONDS = 60;

    /** How often the flights are repeated, a year later each time. */
    private static final int YEARS = 8;

    private static final int FIRST_YEAR = 2001;
    private static final int KILLS = 2;

    private static final String SOON_THERE = "-XX:TieredStopAtLevel=1";

    /** With a parser that is never compiled the input takes many checkpoints on any machine. */
    private static final List<String> SLOW =
            List.of(
                    SOON_THERE,
                    "-XX:CompileCommand=quiet",
                    "-XX:CompileCommand=exclude,com.fasterxml.jackson.*::*");

    private static final List<String> FAST = List.of(SOON_THERE);

    @TempDir Path directory;
    private final List<Process> processes = new ArrayList<>();
    private List<Line> flights;
    private Path input;
    private Path output;
    private Path printed;
    private Path errors;

    @BeforeEach
    void makeInput() throws IOException {
        input = directory.resolve("flights.jsonl");
        output = directory.resolve("out");
        printed = directory.resolve("printed.txt");
        errors = directory.resolve("errors.txt");
        List<Line> packaged = PlainFlights.packaged();
        List<String> lines = new ArrayList<>();
        try (BufferedWriter writer = Files.newBufferedWriter(input)) {
            for (int year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year++) {
                for (Line flight : packaged) {
                    String line = flight.line().replace("\"2001/", "\"" + year + "/");
                    lines.add(line);
                    writer.write(line);
                    writer.write('\n');
                }
            }
        }
        flights = PlainFlights.parse(lines);
    }

    @AfterEach
    void endProcesses() {
        processes.forEach(Process::destroyForcibly);
    }

    /** Gives the command once more. */
    private Process start(List<String> speed) throws IOException {
        List<String> command = new ArrayList<>(List.of("run", "flight-delays"));
        command.addAll(List.of("--input", input.toString()));
        command.addAll(List.of("--output", output.toString()));
        command.addAll(List.of("--checkpoints", directory.resolve("checkpoints").toString()));
        command.addAll(List.of("--parallelism", "2"));
        Process process =
                ChildJvm.of(speed, Cli.class, command)
                        .redirectOutput(printed.toFile())
                        .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                        .start();
        processes.add(process);
        return process;
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("it was killed, and had not ended before").isNotZero();
    }

    private void finish(Process process) throws Exception {
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    }

    /** Returns the finished parts, and when each was written. */
    private Map<Path, String> parts() throws IOException {
        Map<Path, String> parts = new TreeMap<>();
        if (!Files.isDirectory(output)) {
            return parts;
        }
        try (Stream<Path> files = Files.list(output)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().startsWith(".")) {
                    parts.put(file, Files.size(file) + " " + Files.getLastModifiedTime(file));
                }
            }
        }
        return parts;
    }

    @Test
    void theOutputIsAsIfItHadNeverBeenKilled() throws Exception {
        Map<Path, String> before = Map.of();
        for (int i = 0; i < KILLS; i++) {
            Process process = start(SLOW);
            int known = before.size();
            await().atMost(Duration.ofSeconds(LIMIT_SECONDS))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> parts().size() > known || !process.isAlive());
            kill(process);
            assertThat(parts()).as("what is finished stays").containsAllEntriesOf(before);
            before = parts();
            assertThat(PlainFlights.written(output))
                    .as("killed in the middle")
                    .isNotEmpty()
                    .hasSizeLessThan(6_901 * YEARS);
        }

        finish(start(FAST));

        assertThat(parts()).containsAllEntriesOf(before);
        assertThat(PlainFlights.written(output))
                .isEqualTo(PlainFlights.results(flights, Line::scheduled));
        assertThat(PlainFlights.writtenLate(output)).isEmpty();
        try (Stream<Path> files = Files.walk(output)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".")))
                    .as("unfinished parts")
                    .isEmpty();
        }
        String table = Files.readString(printed);
        assertThat(table).contains("The 10 worst of 55,208 airport-days");
        Map<Path, String> all = parts();

        finish(start(FAST));

        assertThat(printed).as("given again after its end").hasContent(table);
        assertThat(parts()).isEqualTo(all);
    }
}
