/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.cluster;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
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
                command(classPath, jvmOptions, main, arguments)
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .start());
    }

    /** Runs a process to its end, and shows what it prints. */
    static int run(String classPath, List<String> jvmOptions, String main, String... arguments)
            throws IOException, InterruptedException {
        Process process =
                command(classPath, jvmOptions, main, arguments)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(System.out::println);
        } finally {
            process.destroy();
        }
        return process.waitFor();
    }

    private static ProcessBuilder command(
            String classPath, List<String> jvmOptions, String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** Returns a port that nobody listens at. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
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
