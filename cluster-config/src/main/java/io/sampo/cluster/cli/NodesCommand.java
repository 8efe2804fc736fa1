/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import io.sampo.cluster.jobs.ClusterClient;
import io.sampo.cluster.jobs.NodeSummary;
import io.sampo.cluster.jobs.NodesJson;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sampo nodes}. */
@Command(
        name = "nodes",
        mixinStandardHelpOptions = true,
        description = "Prints the nodes of a cluster: their names, states, ports and slots.")
final class NodesCommand implements Runnable {
    /** Nodes that are started in the line before take a few seconds, and more if they are built. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--await",
            paramLabel = "N",
            description = "Wait until there are as many, two minutes at most.")
    private int wanted;

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Override
    public void run() {
        ClusterClient client = cluster.client();
        List<NodeSummary> nodes = wanted > 0 ? client.awaitNodes(wanted, LIMIT) : client.nodes();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(NodesJson.write(nodes));
        } else {
            out.printf(
                    "%-20s %-12s %-22s %-22s %5s%n", "node", "state", "control", "http", "slots");
            for (NodeSummary node : nodes) {
                out.printf(
                        "%-20s %-12s %-22s %-22s %5s%n",
                        node.name().isEmpty() ? "(no answer)" : node.name(),
                        node.state(),
                        node.address(),
                        node.http(),
                        node.name().isEmpty() ? "" : node.slots());
            }
        }
        out.flush();
    }
}
