/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.network;

import io.sampo.benchmarks.BenchmarkProvider;
import io.sampo.benchmarks.measure.JavaProcess;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code sampo benchmark network}: two processes on this machine, one of which sends records to the
 * other; then single records there and back.
 */
@Command(
        name = "network",
        mixinStandardHelpOptions = true,
        description =
                "Sends records of about 150 bytes from one process to another on this machine, and"
                        + " prints a JSON line for each repetition: processor time of both processes for"
                        + " each record, records per second, and the time there and back at a low rate.")
public final class NetworkBenchmark implements Callable<Integer>, BenchmarkProvider {
    private static final List<String> MEMORY = List.of("-Xmx1g", "-Xms1g", "-XX:+AlwaysPreTouch");

    @Option(names = "--reps", description = "repetitions; default: ${DEFAULT-VALUE}")
    private int repetitions = 5;

    @Option(names = "--records", description = "records of a repetition; default: ${DEFAULT-VALUE}")
    private int records = 20_000_000;

    @Option(names = "--pings", description = "records there and back; default: ${DEFAULT-VALUE}")
    private int pings = 5000;

    @Option(
            names = "--setting",
            description = "a setting of both processes, such as sampo.network.threads=2")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--java", description = "an option of both JVMs, such as -Dname=value")
    private List<String> options = new ArrayList<>();

    /** Created by the launcher. */
    public NetworkBenchmark() {}

    @Override
    public Object command() {
        return this;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Process receiver = start("receive");
        Process sender = start("send");
        try (BufferedReader fromReceiver = receiver.inputReader();
                BufferedReader fromSender = sender.inputReader();
                BufferedWriter toReceiver = receiver.outputWriter();
                BufferedWriter toSender = sender.outputWriter()) {
            String receiving = address(fromReceiver);
            String sending = address(fromSender);
            say(toReceiver, sending);
            say(toSender, receiving);
            fromSender.lines().forEach(System.out::println);
        } finally {
            receiver.destroy();
        }
        return sender.waitFor();
    }

    private static String address(BufferedReader from) throws IOException {
        // The JVM may have something to say before.
        String line = from.readLine();
        while (line != null && !line.startsWith(NetworkProcess.ADDRESS)) {
            line = from.readLine();
        }
        if (line == null) {
            throw new IOException("A measuring process has ended early, see above");
        }
        return line.substring(NetworkProcess.ADDRESS.length());
    }

    private static void say(BufferedWriter to, String line) throws IOException {
        to.write(line);
        to.newLine();
        to.flush();
    }

    private Process start(String role) throws IOException {
        List<String> all = new ArrayList<>(MEMORY);
        all.addAll(options);
        settings.forEach(setting -> all.add("-D" + setting));
        return JavaProcess.of(
                        System.getProperty("java.class.path"),
                        all,
                        NetworkProcess.class.getName(),
                        List.of(
                                role,
                                Integer.toString(repetitions),
                                Integer.toString(records),
                                Integer.toString(pings)))
                .start();
    }
}
