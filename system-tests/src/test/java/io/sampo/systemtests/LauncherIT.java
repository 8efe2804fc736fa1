/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sampo.cluster.launch.NodeExit;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@code sampo} script itself, as somebody meets it who has just cloned the repository. */
class LauncherIT {
    /** Enough for the script to build first, if sources have changed meanwhile. */
    private static final long LIMIT_SECONDS = 180;

    @TempDir Path directory;

    @BeforeEach
    void aShellIsNeeded() {
        assumeTrue(File.separatorChar == '/', "the script needs bash; this is no such system");
    }

    private int sampo(String... arguments) throws IOException, InterruptedException {
        return sampo(Map.of(), arguments);
    }

    private int sampo(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(SourceTree.root().resolve("sampo").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(directory.resolve("printed").toFile())
                        .redirectError(directory.resolve("errors").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(directory.resolve(file)).stream()
                .filter(line -> !line.startsWith("sampo: "))
                .toList();
    }

    @Test
    void runsTheFlightsAndPrintsTheirTable() throws Exception {
        int exit = sampo("run", "flight-delays", "--output", directory.resolve("out").toString());

        assertThat(exit).as(lines("errors").toString()).isZero();
        assertThat(lines("printed"))
                .hasSize(16)
                .startsWith("", "The 10 worst of 6,901 airport-days (at least 10 flights):", "")
                .contains("DFW      2001-02-27       15    89.3 min    86.7%")
                .endsWith("Results: " + directory.resolve("out"));
        assertThat(lines("errors"))
                .as("nothing but progress")
                .allMatch(line -> line.startsWith("flight-delays: "))
                .last()
                .asString()
                .startsWith("flight-delays: finished, 20,000 records in ");
    }

    @Test
    void theHelpNamesWhatHasLibrariesOfItsOwn() throws Exception {
        assertThat(sampo("run", "--help")).isZero();
        assertThat(lines("printed")).anyMatch(line -> line.contains("clickstream"));

        assertThat(sampo("--help")).isZero();
        assertThat(lines("printed")).anyMatch(line -> line.contains("benchmark, kafka"));
    }

    @Test
    void theCommandsForKafkaHaveTheirLibraries() throws Exception {
        int exit =
                sampo(
                        "kafka",
                        "transactions",
                        "list",
                        "--bootstrap",
                        "127.0.0.1:1",
                        "--property",
                        "default.api.timeout.ms=500",
                        "--property",
                        "request.timeout.ms=500");

        assertThat(exit).isEqualTo(1);
        assertThat(lines("errors"))
                .as("nobody listens there")
                .anyMatch(line -> line.startsWith("EXTERNAL_IO: "));
    }

    @Test
    void tellsTheCollectorOfAnOldJavaWhatLaterOnesDoByThemselves() throws Exception {
        assertThat(sampo("--help")).as("what is built is built by a real Java").isZero();

        for (String old : List.of("17.0.15", "19")) {
            assertThat(optionsFor(old)).contains("-XX:-G1UseAdaptiveConcRefinement");
        }
        for (String later : List.of("20.0.1", "25")) {
            assertThat(optionsFor(later)).noneMatch(option -> option.contains("G1"));
        }
    }

    /** Returns what a Java of that version is called with. */
    private List<String> optionsFor(String version) throws Exception {
        Path home = directory.resolve("jdk-" + version);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");

        int exit = sampo(Map.of("JAVA_HOME", home.toString()), "list");

        assertThat(exit).as(lines("errors").toString()).isZero();
        assertThat(lines("printed")).endsWith("io.sampo.cluster.cli.Cli", "list");
        return lines("printed");
    }

    @Test
    void explainsTheSettingsOfANode() throws Exception {
        Path sample = SourceTree.root().resolve("conf/node-2.conf");

        int exit = sampo("config", "explain", "--config", sample.toString(), "--changed");

        assertThat(exit).as(lines("errors").toString()).isZero();
        assertThat(lines("printed"))
                .contains("sampo.node.name = \"node-2\"", "  from " + sample + ":5")
                .contains("  # What the node is called in logs. Empty: its address, host:port.")
                .noneMatch(line -> line.contains("sampo.node.slots"));
    }

    @Test
    void startsNoNodeWithWrongSettings() throws Exception {
        Path wrong = Files.writeString(directory.resolve("node.conf"), "sampo.node.slots = -1");

        int exit = sampo("node", "--config", wrong.toString());

        assertThat(exit).isEqualTo(NodeExit.WRONG_SETTINGS.code());
        assertThat(lines("errors"))
                .singleElement()
                .asString()
                .contains("sampo.node.slots = -1 (" + wrong + ": 1)");
    }

    @Test
    void saysInOneLineWhatIsWrong() throws Exception {
        Path missing = directory.resolve("nothing.jsonl");

        int exit =
                sampo(
                        "run",
                        "flight-delays",
                        "--input",
                        missing.toString(),
                        "--output",
                        directory.resolve("out").toString());

        assertThat(exit).isEqualTo(1);
        assertThat(lines("printed")).isEmpty();
        assertThat(lines("errors"))
                .singleElement()
                .asString()
                .startsWith("INPUT_UNAVAILABLE: ")
                .contains("path=" + missing);
    }

    @Test
    void runsTheClicksOnABrokerOfTheirOwn() throws Exception {
        int exit = sampo("run", "clickstream", "--clicks", "6000", "--rate", "3000");

        assertThat(exit).as(lines("errors").toString()).isZero();
        assertThat(lines("printed"))
                .anyMatch(line -> line.startsWith("clickstream: started a broker at 127.0.0.1:"))
                .contains("    6,000 clicks and 300 user_profiles in")
                .anyMatch(line -> line.matches("user-\\d+ +00:.*"));
    }
}
