/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.cluster;

import io.sampo.benchmarks.measure.JavaProcess;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.util.List;

/** A process of a cluster. */
final class WorkerProcess implements AutoCloseable {
    private final Process process;

    private WorkerProcess(Process process) {
        this.process = process;
    }

    /** Starts a process whose output goes into a file. */
    static WorkerProcess start(
            File log, String classPath, List<String> jvmOptions, String main, String... arguments)
            throws IOException {
        return new WorkerProcess(
                JavaProcess.of(classPath, jvmOptions, main, List.of(arguments))
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .start());
    }

    /** Runs a process to its end, and shows what it prints. */
    static int run(String classPath, List<String> jvmOptions, String main, String... arguments)
            throws IOException, InterruptedException {
        Process process = JavaProcess.of(classPath, jvmOptions, main, List.of(arguments)).start();
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(System.out::println);
        } finally {
            process.destroy();
        }
        return process.waitFor();
    }

    long id() {
        return process.pid();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
