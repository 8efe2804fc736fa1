/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import static io.sampo.systemtests.cluster.ImmediateSink.Event.CLOSED;
import static io.sampo.systemtests.cluster.ImmediateSink.Event.WROTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sampo.connectors.datagen.DataGenSource;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.systemtests.cluster.ImmediateSink.Line;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The node that has the master of a job is stopped, and leaves, while the job runs on three nodes
 * and writes what is seen at once. Its subtasks go on until the next master begins an attempt.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class MasterLeavesIT {
    private static final long RATE = 1_000;
    private static final long NUMBERS = 15 * RATE;

    private static final String HANDED_OVER = "The job is handed over: ";
    private static final String FIRST_BEGINS = "Attempt begins: .* attempt=1 ";
    private static final String NEXT_BEGINS = "Attempt begins: .* attempt=2 ";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @BeforeEach
    void signalsAreNeeded() {
        assumeTrue(File.separatorChar == '/', "signals are needed; this is no such system");
    }

    @Test
    void resultsGoOnWhileTheNodeOfTheMasterLeaves() throws Exception {
        Path results = Files.createFile(directory.resolve("results"));
        try (DisturbedCluster cluster =
                DisturbedCluster.start(directory, Network.loopback(), Optional.empty())) {
            StreamEnvironment env = cluster.newEnvironment();
            env.fromSource(
                            DataGenSource.of(Long::valueOf).count(NUMBERS).ratePerSecond(RATE),
                            WatermarkStrategy.noWatermarks(),
                            "numbers")
                    .rebalance()
                    .sinkTo(new ImmediateSink(results));
            cluster.submit(env);
            cluster.awaitNewCheckpoint();
            NodeProcess leaving = nodeThatSaid(FIRST_BEGINS, cluster);
            leaving.signal("TERM");
            assertThat(leaving.awaitExit()).as(leaving::log).isEqualTo(NodeProcess.TERMINATED);
            assertThat(leaving.log().lines())
                    .as("warnings of a node that does what it was told")
                    .noneMatch(line -> line.matches(".* WARN +(JobMasters|WorkerHost) .*"));
            cluster.awaitEnd(Duration.ofSeconds(NUMBERS / RATE));

            Instant handedOver = leaving.timeOf(HANDED_OVER).orElseThrow();
            Instant nextBegins =
                    nodeThatSaid(NEXT_BEGINS, cluster).timeOf(NEXT_BEGINS).orElseThrow();
            check(ImmediateSink.read(results), handedOver, nextBegins, cluster);
        }
    }

    private static NodeProcess nodeThatSaid(String regex, DisturbedCluster cluster) {
        return cluster.nodes().stream()
                .filter(node -> node.timeOf(regex).isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError(regex + " " + cluster.where()));
    }

    private static void check(
            List<Line> lines, Instant handedOver, Instant nextBegins, DisturbedCluster cluster) {
        assertThat(lines.stream().map(Line::attempt).distinct())
                .as(cluster::where)
                .containsExactly(1, 2);
        assertThat(lost(lines)).as("numbers that are lost").isEmpty();

        // Between the masters the former attempt goes on, all of it, until the next one begins.
        List<Line> ends = lines.stream().filter(line -> line.is(CLOSED, 1)).toList();
        assertThat(ends)
                .as(
                        "ends of the former attempt: handedOver=%s nextBegins=%s",
                        handedOver, nextBegins)
                .hasSize(DisturbedCluster.COUNT)
                .allSatisfy(end -> assertThat(end.time()).isAfterOrEqualTo(nextBegins));
        List<Line> between =
                lines.stream()
                        .filter(line -> line.is(WROTE, 1))
                        .filter(line -> line.time().isAfter(handedOver))
                        .filter(line -> line.time().isBefore(nextBegins))
                        .toList();
        long pause = Duration.between(handedOver, nextBegins).toMillis();
        Instant middle = handedOver.plusMillis(pause / 2);
        assertThat(between)
                .as("results between handedOver=%s and nextBegins=%s", handedOver, nextBegins)
                .anySatisfy(line -> assertThat(line.time()).isAfter(middle));

        // The next one ends it; that a few more of its results come while that begins is not
        // excluded.
        List<Line> results = lines.stream().filter(line -> line.event() == WROTE).toList();
        assertThat(results)
                .as("the former attempt does not go on to its end")
                .noneMatch(line -> line.is(WROTE, 1) && line.number() == NUMBERS - 1);
        List<Integer> writers = results.stream().map(Line::attempt).toList();
        int last = writers.lastIndexOf(1);
        int next = writers.indexOf(2);
        System.out.printf(
                "master leaves: %d ms without one and %d results in them, %d ms between the"
                        + " attempts, %d results twice%n",
                pause,
                between.size(),
                Duration.between(results.get(last).time(), results.get(next).time()).toMillis(),
                results.size() - NUMBERS);
    }

    private static List<Long> lost(List<Line> lines) {
        Set<Long> found =
                lines.stream()
                        .filter(line -> line.event() == WROTE)
                        .map(Line::number)
                        .collect(Collectors.toSet());
        return LongStream.range(0, NUMBERS)
                .boxed()
                .filter(number -> !found.contains(number))
                .toList();
    }
}
