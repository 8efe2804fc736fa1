/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The archive that {@code mvn -Pdistribution package} makes, unpacked and run; skipped where nobody
 * has made it.
 */
class DistributionIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int TERMINATED = 143;
    private static final Pattern HTTP = Pattern.compile(" http=(\\S+) ");

    @TempDir Path directory;

    private Optional<Process> node = Optional.empty();

    @AfterEach
    void endNode() throws InterruptedException {
        if (node.isPresent()) {
            node.get().destroyForcibly().waitFor();
        }
    }

    private static Optional<Path> archive() throws IOException {
        for (String target : List.of("target", "target/quick")) {
            Path built = SourceTree.root().resolve("distribution").resolve(target);
            if (Files.isDirectory(built)) {
                try (Stream<Path> files = Files.list(built)) {
                    Optional<Path> found =
                            files.filter(file -> file.toString().endsWith(".tar.gz")).findFirst();
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private ProcessBuilder command(Path home, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/sampo").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().put("JAVA_HOME", System.getProperty("java.home"));
        process.environment().put("SAMPO_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        return process.directory(directory.toFile());
    }

    private String run(Path home, String... arguments) throws Exception {
        Process process = command(home, arguments).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void aNodeStartsFromTheArchiveAndRunsAJob() throws Exception {
        assumeTrue(File.separatorChar == '/', "the script needs bash; this is no such system");
        Optional<Path> archive = archive();
        assumeTrue(archive.isPresent(), "there is no archive; mvn -Pdistribution package makes it");
        Process tar =
                new ProcessBuilder("tar", "xzf", archive.get().toString())
                        .directory(directory.toFile())
                        .inheritIO()
                        .start();
        assertThat(tar.waitFor()).isZero();
        Path home;
        try (Stream<Path> unpacked = Files.list(directory)) {
            home = unpacked.findFirst().orElseThrow();
        }
        assertThat(home.resolve("lib")).isDirectoryContaining("glob:**/sampo-cluster-config-*.jar");
        for (String file :
                List.of("README.md", "LICENSE", "conf/node.conf", "docs/operations.md")) {
            assertThat(home.resolve(file)).exists();
        }
        Path log = directory.resolve("log");
        Path config =
                Files.writeString(
                        directory.resolve("node.conf"),
                        """
                        sampo.node {
                          ports { control = 0, data = 0, lifeline = 0, http = 0 }
                          data-dir = "%s"
                          memory.total = 512m
                          slots = 4
                        }
                        """
                                .formatted(directory.resolve("data")));
        Process started =
                command(home, "node", "--config", config.toString())
                        .redirectOutput(log.toFile())
                        .start();
        node = Optional.of(started);
        String http = awaitHttp(log);

        String said =
                run(
                        home,
                        "run",
                        "--cluster",
                        http,
                        "flight-delays",
                        "--output",
                        directory.resolve("out").toString());
        assertThat(run(home, "list", "--node", http)).as(said).contains("finished");

        started.destroy();
        assertThat(started.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(started.exitValue()).as(Files.readString(log)).isEqualTo(TERMINATED);
    }

    private static String awaitHttp(Path log) {
        return Awaitility.await()
                .atMost(LIMIT)
                .until(
                        () -> {
                            Matcher found = HTTP.matcher(Files.readString(log));
                            return found.find() && Files.readString(log).contains("member up")
                                    ? found.group(1)
                                    : "";
                        },
                        address -> !address.isEmpty());
    }
}
