/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import static io.sampo.benchmarks.workload.Workload.KEYS_10M;
import static io.sampo.benchmarks.workload.Workload.KEYS_1M;
import static io.sampo.benchmarks.workload.Workload.MAPS_0;
import static io.sampo.benchmarks.workload.Workload.MAPS_10;
import static io.sampo.benchmarks.workload.Workload.S1;
import static io.sampo.benchmarks.workload.Workload.S10;
import static io.sampo.benchmarks.workload.Workload.S100;
import static io.sampo.benchmarks.workload.Workload.S1000;
import static io.sampo.benchmarks.workload.Workload.W1_ONE_CORE;
import static io.sampo.benchmarks.workload.Workload.W3_UNIFORM;
import static io.sampo.benchmarks.workload.Workload.W3_WIDE;
import static io.sampo.benchmarks.workload.Workload.W3_ZIPF;

import io.sampo.benchmarks.workload.Workload;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * An engine that is measured: how its process is started.
 *
 * @param name by which it is asked for
 * @param mainClass takes a {@link io.sampo.benchmarks.measure.MeasuringTask} as its arguments
 * @param classPath of the process: its own, since engines bring libraries that do not go together
 * @param jvmOptions that it needs
 * @param workloads that it has jobs for
 */
public record Peer(
        String name,
        String mainClass,
        String classPath,
        List<String> jvmOptions,
        Set<Workload> workloads) {
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

    /** What Hazelcast's documentation asks for on a JVM that has modules. */
    private static final List<String> JET_OPTIONS =
            List.of(
                    "--add-modules=java.se",
                    "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                    "--add-opens=java.management/sun.management=ALL-UNNAMED",
                    "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

    /** Questions about Sampo alone. */
    private static final Set<Workload> OWN =
            EnumSet.of(S1, S10, S100, S1000, KEYS_1M, KEYS_10M, MAPS_0, MAPS_10, W1_ONE_CORE);

    private static final Set<Workload> ON_DISK = EnumSet.of(W3_UNIFORM, W3_ZIPF, W3_WIDE);

    /** Returns what Flink's own scripts pass to a JVM that has modules. */
    public static List<String> flinkOptions() {
        return FLINK_OPTIONS;
    }

    /** Returns the names of all engines. */
    static List<String> names() {
        return List.of(
                "sampo",
                "sampo-unsynced",
                "flink",
                "flink-reuse",
                "flink-0ms",
                "jet",
                "loop",
                "generator");
    }

    /**
     * Returns how the process of an engine is started.
     *
     * @throws IllegalArgumentException if there is no such engine, or its class path is not known
     */
    public static Peer of(String engine) {
        return switch (engine) {
            case "sampo" -> own(engine, EnumSet.allOf(Workload.class));
            case "sampo-unsynced" -> own(engine, ofKind(Workload.Kind.RECOVERY));
            case "loop", "generator" -> own(engine, ofKind(Workload.Kind.THROUGHPUT));
            case "flink" -> flink(engine, without(EnumSet.allOf(Workload.class), OWN));
            case "flink-reuse" -> flink(engine, without(ofKind(Workload.Kind.THROUGHPUT), OWN));
            case "flink-0ms" -> flink(engine, ofKind(Workload.Kind.LATENCY));
            case "jet" -> jet(engine);
            default ->
                    throw new IllegalArgumentException(
                            "Not an engine: engine=" + engine + " known=" + names());
        };
    }

    private static Peer own(String engine, Set<Workload> workloads) {
        return new Peer(
                engine,
                SampoProcess.class.getName(),
                System.getProperty("java.class.path"),
                List.of(),
                workloads);
    }

    private static Peer flink(String engine, Set<Workload> workloads) {
        return new Peer(
                engine,
                "io.sampo.benchmarks.flink.FlinkProcess",
                pathOf("sampo.benchmark.flink"),
                FLINK_OPTIONS,
                workloads);
    }

    private static Peer jet(String engine) {
        Set<Workload> workloads = without(without(ofKind(Workload.Kind.THROUGHPUT), OWN), ON_DISK);
        workloads.addAll(ofKind(Workload.Kind.LATENCY));
        workloads.addAll(ofKind(Workload.Kind.START));
        return new Peer(
                engine,
                "io.sampo.benchmarks.jet.JetProcess",
                pathOf("sampo.benchmark.jet"),
                JET_OPTIONS,
                workloads);
    }

    private static Set<Workload> ofKind(Workload.Kind kind) {
        Set<Workload> workloads = EnumSet.allOf(Workload.class);
        workloads.removeIf(workload -> workload.kind() != kind);
        return workloads;
    }

    private static Set<Workload> without(Set<Workload> workloads, Set<Workload> others) {
        workloads.removeAll(others);
        return workloads;
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
