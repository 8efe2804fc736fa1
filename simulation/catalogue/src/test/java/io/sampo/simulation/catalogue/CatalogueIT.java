/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.simulation.Faults;
import io.sampo.simulation.Simulation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A seed gives one history in every process: of this Java, and of the others that are installed
 * beside it.
 */
class CatalogueIT {
    private static final int SEEDS = 3;
    private static final int OLDEST = 17;
    private static final int LIMIT_MINUTES = 10;

    private static List<String> ofThisProcess = List.of();

    @BeforeAll
    static void simulate() {
        ofThisProcess = traces();
    }

    static List<Path> installed() throws IOException {
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> beside = Files.list(own.getParent())) {
            return beside.filter(home -> Files.isExecutable(java(home)) && runsThis(home))
                    .map(CatalogueIT::real)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /** An older one cannot load these classes. */
    private static boolean runsThis(Path home) {
        Path release = home.resolve("release");
        try {
            return Files.exists(release)
                    && Files.readAllLines(release).stream()
                            .filter(line -> line.startsWith("JAVA_VERSION="))
                            .map(line -> line.replaceAll("[^0-9.]", "").split("\\.")[0])
                            .anyMatch(version -> Integer.parseInt(version) >= OLDEST);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static Path real(Path home) {
        try {
            return home.toRealPath();
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private static Path java(Path home) {
        return home.resolve("bin").resolve("java");
    }

    /** What another process runs: writes a line for each history. */
    public static void main(String[] arguments) {
        traces().forEach(System.out::println);
    }

    private static List<String> traces() {
        List<String> traces = new ArrayList<>();
        for (String job : Catalogue.names()) {
            for (long seed = 1; seed <= SEEDS; seed++) {
                traces.add(trace(job, seed, 1, Faults.everything()));
            }
            traces.add(trace(job, SEEDS, 3, Faults.everythingOnNodes()));
        }
        return traces;
    }

    private static String trace(String job, long seed, int nodes, Faults faults) {
        KnownJob known = Catalogue.job(job, seed);
        Simulation simulation = Simulation.of(known.job()).nodes(nodes).seed(seed).faults(faults);
        return String.format("%s %d %d %016x", job, seed, nodes, simulation.run().traceHash());
    }

    @ParameterizedTest
    @MethodSource("installed")
    void anotherProcessHasTheSameHistories(Path home) throws Exception {
        Path written = Files.createTempFile("traces", ".txt");
        Path said = Files.createTempFile("traces", ".log");
        try {
            Process process =
                    new ProcessBuilder(
                                    java(home).toString(),
                                    "-Xmx512m",
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    CatalogueIT.class.getName())
                            .redirectError(said.toFile())
                            .redirectOutput(written.toFile())
                            .start();

            boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly();
            assertThat(ended && process.exitValue() == 0)
                    .as(() -> home + " said " + text(said))
                    .isTrue();
            assertThat(Files.readAllLines(written, StandardCharsets.UTF_8))
                    .as("traces of %s", home)
                    .containsSubsequence(ofThisProcess);
        } finally {
            Files.delete(written);
            Files.delete(said);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}
