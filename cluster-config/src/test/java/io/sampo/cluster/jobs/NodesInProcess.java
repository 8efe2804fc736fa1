/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.sampo.cluster.config.NodeConfig;
import io.sampo.cluster.launch.ClusterNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Nodes of a cluster that are, for once, all in this JVM. */
final class NodesInProcess implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final Path directory;
    private final String settings;
    private final List<ClusterNode> nodes = new ArrayList<>();

    /** Creates a cluster without nodes. */
    NodesInProcess(Path directory) {
        this(directory, "");
    }

    /**
     * Creates a cluster without nodes.
     *
     * @param settings of all nodes
     */
    NodesInProcess(Path directory, String settings) {
        this.directory = directory;
        this.settings = settings;
    }

    @Override
    public void close() {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            nodes.get(i).close();
        }
    }

    ClusterNode start(int slots) throws Exception {
        return start(slots, "7 d");
    }

    ClusterNode start(int slots, String retention) throws Exception {
        ClusterNode node =
                begin(slots, retention, nodes.isEmpty() ? "" : nodes.get(0).address().toString());
        node.whenUp().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return node;
    }

    /** Starts a node, which need not find its cluster; an empty seed founds one. */
    ClusterNode begin(int slots, String retention, String seed) {
        ClusterNode node =
                ClusterNode.start(
                        NodeConfig.from(
                                ConfigFactory.load(
                                        ConfigFactory.parseString(
                                                """
                                                sampo.node {
                                                  ports { control = 0, data = 0, lifeline = 0, http = 0 }
                                                  data-dir = "%s"
                                                  seeds = [%s]
                                                  slots = %d
                                                  job-retention = %s
                                                }
                                                sampo.checkpoint.dir = "%s"
                                                %s
                                                """
                                                        .formatted(
                                                                directory.resolve(
                                                                        "data" + nodes.size()),
                                                                seed.isEmpty()
                                                                        ? ""
                                                                        : "\"" + seed + "\"",
                                                                slots,
                                                                retention,
                                                                directory.resolve("shared"),
                                                                settings)))),
                        List.of(new ClusterJobs()),
                        ClusterNode.Hosting.SHARED_PROCESS);
        nodes.add(node);
        return node;
    }

    ClusterClient client() {
        return new ClusterClient(nodes.get(0).httpAddress().toString(), Optional.empty());
    }

    /** Lets the node that was started last leave. */
    void stopLast() {
        nodes.remove(nodes.size() - 1).close();
    }

    /** Returns a node, in the order in which they were started. */
    ClusterNode get(int index) {
        return nodes.get(index);
    }

    void awaitMembers(int count) {
        await().atMost(Duration.ofSeconds(LIMIT_SECONDS))
                .untilAsserted(
                        () ->
                                assertThat(nodes.stream().mapToInt(n -> n.view().members().size()))
                                        .allMatch(members -> members == count));
    }
}
