/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import java.util.List;

/**
 * How the process of an engine is started. Each has a class path of its own, so that no engine runs
 * with a library that another one needs.
 *
 * @param mainClass takes engine, workload, repetitions and seed
 * @param startClass takes a seed; runs W7
 * @param classPath what to pass to {@code java -cp}
 * @param jvmOptions what the engine's documentation asks for
 */
public record Peer(String mainClass, String startClass, String classPath, List<String> jvmOptions) {
    private static final List<String> FLINK_OPTIONS =
            List.of(
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/java.net=ALL-UNNAMED",
                    "--add-opens=java.base/java.io=ALL-UNNAMED",
                    "--add-opens=java.base/java.nio=ALL-UNNAMED",
                    "--add-opens=java.base/java.time=ALL-UNNAMED",
                    "--add-opens=java.base/java.util=ALL-UNNAMED",
                    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                    // it has no log in the way the others have, and need not say so
                    "-Dslf4j.internal.verbosity=ERROR");

    /** Returns what Flink's own scripts pass to a JVM that has modules. */
    public static List<String> flinkOptions() {
        return FLINK_OPTIONS;
    }

    /**
     * Returns how the process of an engine is started.
     *
     * @throws IllegalArgumentException if there is no such engine, or its class path is not known
     */
    public static Peer of(String engine) {
        return switch (engine) {
            case "sampo", "loop" ->
                    new Peer(
                            BenchmarkProcess.class.getName(),
                            StartUpProcess.class.getName(),
                            System.getProperty("java.class.path"),
                            List.of());
            case "flink", "flink-reuse" ->
                    new Peer(
                            "io.sampo.benchmarks.flink.FlinkProcess",
                            "io.sampo.benchmarks.flink.FlinkStartUp",
                            pathOf("sampo.benchmark.flink"),
                            FLINK_OPTIONS);
            default ->
                    throw new IllegalArgumentException(
                            "Not an engine: engine="
                                    + engine
                                    + " known=[sampo, loop, flink, flink-reuse]");
        };
    }

    /**
     * Returns the class path that the launcher has put into a property.
     *
     * @throws IllegalArgumentException if it has not
     */
    public static String pathOf(String property) {
        String path = System.getProperty(property);
        if (path == null) {
            throw new IllegalArgumentException(
                    "The engine's class path is not known: missing property="
                            + property
                            + ". ./sampo benchmark builds it and sets the property.");
        }
        return path;
    }
}
