/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import io.sampo.benchmarks.workload.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** W7: a whole process that runs a job of 1,000 words, from its start to its end. */
final class StartUp {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double KIB_PER_MIB = 1024;

    private StartUp() {}

    static void measure(String engine, JarredClassPath classPath, long seed, int repetition)
            throws IOException, InterruptedException {
        Peer peer = Peer.of(engine);
        List<String> options = new ArrayList<>(peer.jvmOptions());
        options.add("-Xmx512m");
        long start = System.nanoTime();
        Process process =
                BenchmarkCommand.childProcess(
                                classPath.value(),
                                options,
                                peer.startClass(),
                                List.of(Long.toString(seed)))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String output;
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output = reader.readLine();
        }
        int exit = process.waitFor();
        double wall = (System.nanoTime() - start) / NANOS_PER_SECOND;
        if (exit != 0 || output == null) {
            throw new IOException("The job of W7 failed: exit=" + exit + " output=" + output);
        }
        String[] parts = output.split(" ");
        System.out.println(
                new JsonLine()
                        .text("engine", engine)
                        .text("workload", "W7")
                        .number("rep", repetition)
                        .number("events", Workload.W7.events())
                        .text("checksum", parts[0])
                        .number("wall_s", wall, 3)
                        .number("rss_mb", Long.parseLong(parts[1]) / KIB_PER_MIB, 1));
    }
}
