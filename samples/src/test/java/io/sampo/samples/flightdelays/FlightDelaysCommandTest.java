/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.flightdelays;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.cli.Cli;
import io.sampo.operators.job.StreamProgram;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code sampo run flight-delays} says when it is used wrongly. */
class FlightDelaysCommandTest {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    @TempDir Path directory;
    private final StringWriter heard = new StringWriter();

    private int run(String... options) {
        String[] command =
                Stream.concat(Stream.of("run", "flight-delays"), Stream.of(options))
                        .toArray(String[]::new);
        return Cli.run(new PrintWriter(heard, true), command);
    }

    private List<String> lines() {
        return heard.toString().lines().toList();
    }

    private String output() {
        return directory.resolve("out").toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--landed              | Unknown option: '--landed'",
                "--parallelism         | Missing required parameter for option '--parallelism' (N)",
                "five                  | Unmatched argument at index 2: 'five'",
            })
    void wrongUsageIsNamedAboveTheHelp(String options, String said) {
        assertThat(run(options.split(" "))).isEqualTo(WRONG_USAGE);

        assertThat(lines().get(0)).startsWith(said);
        assertThat(heard.toString())
                .contains("Usage: sampo run flight-delays", "--bound-minutes=N")
                .doesNotContain("Exception", "\tat ");
    }

    @Test
    void aMisspeltOptionIsCorrected() {
        assertThat(run("--bond-minutes=5")).isEqualTo(WRONG_USAGE);

        assertThat(lines())
                .containsExactly(
                        "Unknown option: '--bond-minutes=5'",
                        "Possible solutions: --bound-minutes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--parallelism=none    | A whole number from 1 to 2147483647 is expected: --parallelism=none",
                "--parallelism=0       | A whole number from 1 to 2147483647 is expected: --parallelism=0",
                "--bound-minutes=-1    | A whole number from 0 to 2147483647 is expected: --bound-minutes=-1",
                "--bound-minutes=9e9   | A whole number from 0 to 2147483647 is expected: --bound-minutes=9e9",
                "--event-time=landed   | scheduled or departed is expected: --event-time=landed",
                "--parallelism=32769   | A setting is wrong: sampo.parallelism = 32769 (program): expected",
                "--backend=disk        | heap or rocksdb is expected: --backend=disk",
            })
    void aWrongValueIsOneLine(String option, String said) {
        assertThat(run(option, "--output", output())).isEqualTo(FAILED);

        assertThat(lines()).singleElement().asString().startsWith("INVALID_SETTING: " + said);
        assertThat(Path.of(output())).as("nothing was begun").doesNotExist();
    }

    @Test
    void aMissingInputIsOneLine() {
        Path missing = directory.resolve("nothing.jsonl");

        assertThat(run("--input", missing.toString(), "--output", output())).isEqualTo(FAILED);

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("INPUT_UNAVAILABLE: ")
                .contains("path=" + missing);
    }

    @Test
    void afterAFailedStartTheOutputDirectoryCanBeUsed() throws Exception {
        run("--input", directory.resolve("nothing.jsonl").toString(), "--output", output());
        Path input = directory.resolve("flights.jsonl");
        Files.writeString(
                input,
                "{\"date\":\"2001/01/01 00:47\",\"delay\":66,\"distance\":1750,"
                        + "\"origin\":\"DTW\",\"destination\":\"LAS\"}\n");

        assertThat(run("--input", input.toString(), "--output", output())).isZero();
    }

    @Test
    void aLineThatIsNoFlightIsNamed() throws Exception {
        Path input = directory.resolve("flights.jsonl");
        Files.writeString(input, "\n{\"date\":\"2001/01/01 00:47\",\"delay\":\"much\"}\n");

        assertThat(run("--input", input.toString(), "--output", output())).isEqualTo(FAILED);

        assertThat(lines().get(0))
                .startsWith("BAD_RECORD: ")
                .contains("file=" + input, "line=2", "much");
        assertThat(heard.toString()).doesNotContain("\tat ");
    }

    @Test
    void anOutputDirectoryThatIsNotEmptyIsOneLine() throws Exception {
        Files.createDirectories(Path.of(output()));
        Files.writeString(Path.of(output(), "notes.txt"), "mine");

        assertThat(run("--output", output())).isEqualTo(FAILED);

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("INVALID_SETTING: The output directory is not empty")
                .contains("directory=" + output(), "first=notes.txt", "--overwrite");
    }

    @Test
    void anOutputDirectoryThatIsAFileIsNamed() throws Exception {
        Files.writeString(Path.of(output()), "mine");

        assertThat(run("--output", output())).isEqualTo(FAILED);

        assertThat(heard.toString())
                .startsWith("EXTERNAL_IO: ")
                .contains("path=" + output())
                .doesNotContain("--overwrite", "\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--parallelism=x       | INVALID_SETTING: A whole number from 1",
                "--bound-minutes=x     | INVALID_SETTING: A whole number from 0",
                "--backend=disk        | INVALID_SETTING: heap or rocksdb is expected",
                "--event-time=landed   | INVALID_SETTING: scheduled or departed is expected",
                "--input=nothing.jsonl | INPUT_UNAVAILABLE: There is no such file or directory",
            })
    void wrongArgumentsAreNamedBeforeTheDirectory(String option, String said) throws Exception {
        Files.createDirectories(Path.of(output()));
        Path part = Files.writeString(Path.of(output(), "part-000001-0-0.jsonl"), "mine");

        assertThat(run(option, "--output", output())).isEqualTo(FAILED);
        assertThat(run(option, "--output", output(), "--overwrite")).isEqualTo(FAILED);

        assertThat(lines()).hasSize(2).allSatisfy(line -> assertThat(line).startsWith(said));
        assertThat(part).as("was not deleted").hasContent("mine");
    }

    private static List<String> programs() {
        return ServiceLoader.load(StreamProgram.class).stream()
                .map(program -> program.get().name())
                .sorted()
                .toList();
    }

    @Test
    void withoutItsNameTheProgramsAreListed() {
        assertThat(Cli.run(new PrintWriter(heard, true), "run")).isEqualTo(WRONG_USAGE);

        assertThat(programs()).contains("flight-delays");
        assertThat(lines().get(0)).isEqualTo("Name a program: " + programs());
    }

    @ParameterizedTest
    @ValueSource(strings = {"run nosuch", "run nosuch again", "run nosuch --input flights.jsonl"})
    void anUnknownProgramIsNamedAboveThoseThatThereAre(String command) {
        assertThat(Cli.run(new PrintWriter(heard, true), command.split(" ")))
                .isEqualTo(WRONG_USAGE);

        assertThat(lines().get(0))
                .isEqualTo("There is no such program: nosuch. Name one of " + programs());
        assertThat(heard.toString())
                .contains("Usage: sampo run [-hV]", " PROGRAM", "real flights.")
                .doesNotContain("unknown");
    }

    @Test
    void helpIsThatOfTheOption() {
        String wanted = printed("--help");

        assertThat(printed("help")).isEqualTo(wanted).startsWith("Usage: sampo").contains("  run");
        assertThat(printed("help", "run"))
                .isEqualTo(printed("run", "--help"))
                .contains("flight-delays");
        assertThat(lines()).isEmpty();
    }

    /** Returns what a command that succeeds prints. */
    private String printed(String... command) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(Cli.run(new PrintWriter(heard, true), command)).isZero();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
