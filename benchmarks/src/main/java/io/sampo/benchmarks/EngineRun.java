/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import io.sampo.benchmarks.measure.JavaProcess;
import io.sampo.benchmarks.measure.JsonLine;
import io.sampo.benchmarks.measure.MeasuringTask;
import io.sampo.benchmarks.workload.Workload;
import io.sampo.core.io.FileStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a task in a process of its own, with the memory and the compiler that all engines get. */
final class EngineRun {
    private static final List<String> MEMORY =
            List.of("-XX:+UseG1GC", "-Xmx4g", "-Xms4g", "-XX:+AlwaysPreTouch");

    /** Memory for a start, where touching all of it would be most of the time. */
    private static final List<String> LITTLE_MEMORY = List.of("-Xmx512m");

    private static final List<String> ON_ONE_CORE = List.of("taskset", "-c", "0");

    /** How many of its last lines tell why a process failed. */
    private static final int LAST_LINES = 20;

    private final Peer peer;
    private final MeasuringTask task;
    private final Duration limit;

    /**
     * Creates one for the engine of the task.
     *
     * @param limit after which the process is ended
     */
    EngineRun(Peer peer, MeasuringTask task, Duration limit) {
        this.peer = peer;
        this.task = task.forEngine(peer.name());
        this.limit = limit;
    }

    /**
     * Runs it to its end.
     *
     * @param results called for each result when it comes
     * @throws EngineFailedException if the process fails
     */
    void measure(Consumer<JsonLine> results) throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(MEMORY);
        options.addAll(JavaProcess.EVENTS_ARE_WHOLE);
        run(peer.classPath(), options, results);
    }

    /**
     * Runs a job from the start of its process to the end, and returns the result.
     *
     * @param classPath in the place of the engine's own
     * @param options for the JVM
     */
    JsonLine start(String classPath, List<String> options)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(LITTLE_MEMORY);
        all.addAll(options);
        List<JsonLine> seen = new ArrayList<>();
        double wall = run(classPath, all, seen::add);
        return seen.get(0).number("wall_s", wall, 3);
    }

    /**
     * Returns the seconds from the start of the process to its end. Whatever it leaves behind is in
     * a directory of its own, which goes with it.
     */
    private double run(String classPath, List<String> options, Consumer<JsonLine> results)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("sampo-benchmark");
        try {
            return run(classPath, options, results, directory);
        } finally {
            FileStore.local().deleteRecursively(directory);
        }
    }

    private double run(
            String classPath, List<String> options, Consumer<JsonLine> results, Path directory)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(options);
        all.add("-Djava.io.tmpdir=" + directory);
        all.addAll(peer.jvmOptions());
        ProcessBuilder builder = JavaProcess.of(classPath, all, peer.mainClass(), task.arguments());
        if (task.workload() == Workload.W1_ONE_CORE) {
            builder.command().addAll(0, ON_ONE_CORE);
        }
        // jobs that are to fail need not tell of it
        builder.environment().putIfAbsent("SAMPO_LOG", "ERROR");
        // an engine that fails says why in either
        builder.redirectErrorStream(true);
        long start = System.nanoTime();
        Process process = start(builder);
        CompletableFuture<Process> end =
                process.onExit().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
        // The process itself would close what is still being read of it.
        CompletableFuture<Boolean> unused =
                end.handle((over, late) -> late != null && process.toHandle().destroyForcibly());
        Deque<String> said = new ArrayDeque<>();
        int count = 0;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonLine result = JsonLine.parse(line).orElse(null);
                if (result == null) {
                    System.err.println(line);
                    said.addLast(line);
                    if (said.size() > LAST_LINES) {
                        said.removeFirst();
                    }
                } else {
                    results.accept(result);
                    count++;
                }
            }
        }
        int exit = process.waitFor();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (exit != 0 || count != task.repetitions()) {
            String reason =
                    end.isCompletedExceptionally()
                            ? "not over after " + limit.toSeconds() + " s"
                            : "exit=" + exit;
            throw new EngineFailedException(reason, count, List.copyOf(said));
        }
        return seconds;
    }

    private static Process start(ProcessBuilder builder) throws EngineFailedException {
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new EngineFailedException("not started: " + failure.getMessage(), 0, List.of());
        }
    }
}
