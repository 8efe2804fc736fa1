/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.recovery;

import io.sampo.benchmarks.measure.JsonLine;
import io.sampo.benchmarks.report.Figures;
import io.sampo.benchmarks.report.MarkdownTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Keeps a job from running, again and again, and measures for how long. */
final class Interruptions {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 50;

    private final RecoveryCluster cluster;
    private final Arrivals arrivals;
    private final String job;
    private final Map<String, List<Times>> byKind = new LinkedHashMap<>();

    /**
     * How long one took, in milliseconds.
     *
     * @param first from its begin to the first result
     * @param all from its begin until all subtasks had written something
     * @param silent between the last result before it and the first one after
     */
    private record Times(double first, double all, double silent) {}

    /** Begins an interruption, and returns when that was. */
    interface Begin {
        long run(RecoveryCluster cluster);
    }

    Interruptions(RecoveryCluster cluster, Arrivals arrivals, String job) {
        this.cluster = cluster;
        this.arrivals = arrivals;
        this.job = job;
    }

    /** A node is killed, or leaves, and another one comes in its place. */
    void ofNode(String kind, Begin begin) throws Exception {
        spread();
        measure(kind, RecoveryCluster.NODES, begin);
        cluster.startAgain();
    }

    /** The job is given one parallelism after the other. */
    void rescale(int... steps) throws Exception {
        spread();
        int before = RecoveryCluster.NODES;
        for (int parallelism : steps) {
            measure(
                    before + " subtasks to " + parallelism,
                    parallelism,
                    unused -> {
                        long now = System.nanoTime();
                        changeParallelism(parallelism);
                        return now;
                    });
            before = parallelism;
        }
    }

    /** A node that has come anew has nothing of the job before that is placed anew. */
    private void spread() throws Exception {
        until("all nodes see each other", cluster::isWhole);
        until("the job runs", () -> cluster.checkpoint(job) > 0);
        long end = System.nanoTime() + LIMIT.toNanos();
        while (arrivals.processes().size() < RecoveryCluster.NODES) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("The job does not come to all nodes");
            }
            changeAndAwait(RecoveryCluster.NODES - 1);
            changeAndAwait(RecoveryCluster.NODES);
        }
    }

    private void changeAndAwait(int parallelism) throws Exception {
        int attempt = arrivals.attempt();
        changeParallelism(parallelism);
        arrivals.awaitAfter(attempt, parallelism, LIMIT.toNanos());
    }

    private void changeParallelism(int parallelism) {
        cluster.client().rescale(job, List.of(Integer.toString(parallelism)), LIMIT);
    }

    private void measure(String kind, int subtasks, Begin begin) throws Exception {
        awaitCheckpoint();
        int attempt = arrivals.attempt();
        long begun = begin.run(cluster);
        Arrivals.Return back = arrivals.awaitAfter(attempt, subtasks, LIMIT.toNanos());
        Times times =
                new Times(
                        (back.first() - begun) / NANOS_PER_MILLI,
                        (back.all() - begun) / NANOS_PER_MILLI,
                        (back.first() - back.last()) / NANOS_PER_MILLI);
        byKind.computeIfAbsent(kind, unknown -> new ArrayList<>()).add(times);
        System.out.println(
                new JsonLine()
                        .text("what", kind)
                        .number("first_ms", times.first(), 0)
                        .number("all_ms", times.all(), 0)
                        .number("silent_ms", times.silent(), 0));
    }

    /** What is done begins with all nodes there, and a checkpoint of the job as it runs. */
    private void awaitCheckpoint() throws Exception {
        until("all nodes see each other", cluster::isWhole);
        until("the job runs", () -> cluster.checkpoint(job) > 0);
        long before = cluster.checkpoint(job);
        until("a checkpoint", () -> cluster.checkpoint(job) > before);
    }

    static void until(String what, BooleanSupplier condition)
            throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException("Waited in vain: for=" + what);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** Returns all that was measured, as a table. */
    String table() {
        MarkdownTable table =
                new MarkdownTable(
                        "Milliseconds, medians, and in brackets the extremes",
                        1,
                        List.of("", "times", "first result", "all subtasks", "without any"));
        byKind.forEach(
                (kind, times) ->
                        table.row(
                                List.of(
                                        kind,
                                        Integer.toString(times.size()),
                                        figures(times, Times::first),
                                        figures(times, Times::all),
                                        figures(times, Times::silent))));
        return table.markdown();
    }

    private static String figures(List<Times> times, Function<Times, Double> which) {
        return new Figures(times.stream().map(which).toList()).text(0);
    }
}
