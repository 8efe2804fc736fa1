/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import io.sampo.cluster.jobs.ClusterClient;
import io.sampo.cluster.jobs.NodeSummary;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sampo logs JOB}. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "Prints what all nodes have logged of a job, by time.")
final class LogsCommand implements Runnable {
    /** Clocks of nodes differ, and lines come late. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ClusterOptions cluster = new ClusterOptions();

    @Parameters(paramLabel = "JOB", description = "The name of the job.")
    private String job = "";

    @Option(names = "--follow", description = "Go on with what comes, until the job has ended.")
    private boolean follow;

    @Option(
            names = "--of",
            paramLabel = "NODE",
            description = "Only what the node of this name has logged.")
    private String node = "";

    @Override
    public void run() {
        ClusterClient client = cluster.client();
        if (!node.isEmpty()) {
            checkName(client);
        }
        Set<String> before = Set.of();
        long since = 0;
        boolean last;
        do {
            // Asked before the lines, so that none is missing.
            last = !follow || hasEnded(client);
            List<String> lines = client.logs(job, since);
            print(lines, before);
            if (!lines.isEmpty()) {
                String newest = lines.get(lines.size() - 1);
                Instant time = Instant.parse(newest.substring(0, newest.indexOf(' ')));
                since = Math.max(since, time.minus(OVERLAP).toEpochMilli());
                before = new LinkedHashSet<>(lines);
            }
            if (!last) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } while (!last && !Thread.currentThread().isInterrupted());
    }

    private boolean hasEnded(ClusterClient client) {
        return client.job(job).filter(now -> !now.status().isTerminal()).isEmpty();
    }

    private void checkName(ClusterClient client) {
        List<String> names =
                client.nodes().stream()
                        .map(NodeSummary::name)
                        .filter(name -> !name.isEmpty())
                        .toList();
        if (!names.contains(node)) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "There is no node of that name, or it does not answer: --of="
                            + node
                            + ". There are "
                            + String.join(", ", names)
                            + ".");
        }
    }

    private void print(List<String> lines, Set<String> before) {
        PrintWriter out = spec.commandLine().getOut();
        for (String line : lines) {
            boolean wanted = node.isEmpty() || line.split(" ", 3)[1].equals(node);
            if (wanted && !before.contains(line)) {
                out.println(line);
            }
        }
        out.flush();
    }
}
