/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarkCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path directory;

    @Test
    @Timeout(120)
    void aFailureIsInTheTableAndInTheExitCode() {
        assertThat(execute("w7", "--engines", "sampo", "--limit", "0")).isEqualTo(1);
        assertThat(out.toString())
                .contains("| w7 | sampo | none of 5 | none of 5 |")
                .contains("Failed, and not in the figures:")
                .contains("* w7 sampo, round 5: not over after 0 s");
    }

    @Test
    void roundsOfSeveralRunsMakeOneTable() throws IOException {
        Path first = file("first", run("sampo", 4), run("flink", 2), run("sampo", 6));
        Path second = file("second", "something else", run("flink", 3), run("sampo", 9));

        assertThat(execute("table", first.toString(), second.toString())).isZero();
        assertThat(out.toString())
                .contains("| w1 | sampo | 6.00 (4.00 to 9.00) |")
                .contains("| w1 | flink | 2.50 (2.00 to 3.00), 2 of 3 |")
                .contains("| w1 | flink | 2.60 (2.00 to 3.00), 2 of 3 |");
    }

    @Test
    void resultsOfOtherEventsAreRefused() throws IOException {
        Path first = file("first", run("sampo", 4));
        Path other = file("other", run("sampo", 4).replace("1000", "999"));

        assertThat(execute("table", first.toString(), other.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("other: The results are of other events: field=events");
    }

    private int execute(String... arguments) {
        CommandLine command = (CommandLine) new BenchmarkCommand().command();
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return command.execute(arguments);
    }

    private Path file(String name, String... runs) throws IOException {
        return Files.write(directory.resolve(name), List.of(runs));
    }

    /** Returns the lines of one process with three repetitions. */
    private static String run(String engine, int rate) {
        StringBuilder lines = new StringBuilder();
        for (int rep = 1; rep <= 3; rep++) {
            lines.append(
                    String.format(
                            "{\"engine\": \"%s\", \"workload\": \"w1\", \"rep\": %d,"
                                    + " \"events\": 1000, \"eps_per_cpu_s\": %d000000,"
                                    + " \"eps\": %d000000}%n",
                            engine, rep, rate, rate));
        }
        return lines.toString().strip();
    }
}
