/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sampo.core.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Strangers that connect to the control port of one of two nodes, and say what is no handshake, or
 * nearly one. Meanwhile the two stay a cluster; in the end the node has neither memory nor threads
 * nor sockets more than in the beginning.
 */
@Timeout(1800)
class ControlPortFuzzIT {
    /** Until then all code has run once, and is compiled; what comes after must add nothing. */
    private static final int WARM_ROUNDS = 200;

    private static final int CHECKED_ROUNDS = 100;
    private static final int LEAST_ROUNDS = 3 * WARM_ROUNDS;

    private static final long HEAP_SLACK = 16L << 20;
    private static final int THREAD_SLACK = 8;
    private static final int FILE_SLACK = 16;

    private static final Predicate<String> WARNING =
            Pattern.compile(" (WARN|ERROR) ").asPredicate();

    /** Of machines that do other things as well. */
    private static final String PATIENT = "sampo.node.failure.pause = 4s\n";

    private static final String HOST = "127.0.0.1";

    @TempDir private Path directory;

    private enum Variant {
        /** As at the loopback of a machine: without anything. */
        OPEN,
        TOKEN,
        TLS
    }

    @ParameterizedTest
    @EnumSource(Variant.class)
    void nothingThatAStrangerSaysDoesHarm(Variant variant) throws Exception {
        fuzz(variant, 20261122, Duration.ofSeconds(5));
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(Variant.class)
    void norInTenMinutes(Variant variant) throws Exception {
        fuzz(variant, System.nanoTime(), Duration.ofMinutes(10));
    }

    private void fuzz(Variant variant, long seed, Duration duration) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "this system has no /proc");
        List<Integer> ports = ChildJvm.freePorts(3);
        String security = security(variant);
        byte[] recorded;
        try (NodeProcess caller = start("caller", ports.get(2), ports.get(0), security)) {
            recorded = Stranger.record(ports.get(0));
            assertThat(caller.isAlive()).as(caller.log()).isTrue();
        }
        Random random = new Random(seed);
        try (NodeProcess node = start("node-1", ports.get(0), ports.get(0), security);
                NodeProcess other = start("node-2", ports.get(1), ports.get(0), security)) {
            node.awaitMembers(2);
            other.awaitMembers(2);
            fuzz(node, new Stranger(ports.get(0), recorded, random), 0, WARM_ROUNDS);
            Usage warm = Usage.of(node);
            long start = System.nanoTime();
            int rounds = WARM_ROUNDS;
            while (rounds < LEAST_ROUNDS || System.nanoTime() - start < duration.toNanos()) {
                fuzz(node, new Stranger(ports.get(0), recorded, random), rounds, CHECKED_ROUNDS);
                rounds += CHECKED_ROUNDS;
            }
            System.out.printf("control port: %s, %d strangers, seed %d%n", variant, rounds, seed);
            check(node, warm, "seed=" + seed + " rounds=" + rounds);
            other.awaitMembers(2);
            assertThat(node.log() + other.log())
                    .as("seed=%d", seed)
                    .doesNotContain("member dead", "member removed", "OutOfMemory");
            long complaints = node.log().lines().filter(line -> WARNING.test(line)).count();
            assertThat(complaints)
                    .as("strangers must not fill the disk: seed=%d %s", seed, node.log())
                    .isLessThan(10 + Duration.ofNanos(System.nanoTime() - start).toSeconds() / 5);
        }
    }

    private static void fuzz(NodeProcess node, Stranger all, int before, int rounds)
            throws Exception {
        try (Stranger stranger = all) {
            for (int i = 0; i < rounds; i++) {
                stranger.call();
            }
            assertThat(node.members()).as("rounds=%d %s", before + rounds, node.log()).isEqualTo(2);
        }
    }

    /** The three nodes are one machine's, so that they share what they know each other by. */
    private String security(Variant variant) throws Exception {
        return switch (variant) {
            case OPEN -> "";
            case TOKEN -> "sampo.network.token = \"the-token-of-these-nodes\"";
            case TLS -> Certificates.create(directory.resolve("tls")).settingsOf("node", HOST);
        };
    }

    private NodeProcess start(String name, int port, int seed, String security) throws IOException {
        return NodeProcess.start(directory, name, port, seed, PATIENT + security);
    }

    private static void check(NodeProcess node, Usage warm, String about) {
        Awaitility.await(about)
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> {
                            Usage now = Usage.of(node);
                            assertThat(now.heapBytes())
                                    .as("live heap, before %d", warm.heapBytes())
                                    .isLessThan(warm.heapBytes() + HEAP_SLACK);
                            assertThat(now.threads())
                                    .as("threads")
                                    .isLessThanOrEqualTo(warm.threads() + THREAD_SLACK);
                            assertThat(now.files())
                                    .as("open files")
                                    .isLessThanOrEqualTo(warm.files() + FILE_SLACK);
                        });
    }

    /** What a process has. */
    private record Usage(long heapBytes, long threads, long files) {
        static Usage of(NodeProcess node) throws IOException, InterruptedException {
            Path process = Path.of("/proc", Long.toString(node.pid()));
            try (var threads = Files.list(process.resolve("task"));
                    var files = Files.list(process.resolve("fd"))) {
                return new Usage(liveBytes(node.pid()), threads.count(), files.count());
            }
        }

        /** Returns what is live after a full collection. */
        private static long liveBytes(long pid) throws IOException, InterruptedException {
            Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            Process histogram =
                    new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                            .redirectErrorStream(true)
                            .start();
            String text = new String(histogram.getInputStream().readAllBytes());
            assertThat(histogram.waitFor()).as(text).isZero();
            String total = text.substring(text.lastIndexOf("Total")).strip();
            return Long.parseLong(total.split("\\s+")[2]);
        }
    }
}
