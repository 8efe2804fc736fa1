/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.checkpointing.storage.JobRecord;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.cluster.config.NodeConfig;
import io.sampo.cluster.formation.MajorityListener;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node alone, in this process. */
class ClusterNodeTest {
    private static final long LIMIT_SECONDS = 60;

    @TempDir Path directory;

    private final List<String> heard = new CopyOnWriteArrayList<>();

    private NodeConfig config(String more) {
        return NodeConfig.from(
                ConfigFactory.load(
                        ConfigFactory.parseString(
                                """
                                sampo.node {
                                  ports { control = 0, data = 0, lifeline = 0, http = 0 }
                                  data-dir = "%s"
                                }
                                %s
                                """
                                        .formatted(directory.resolve("data"), more))));
    }

    private MajorityListener listener() {
        return new MajorityListener() {
            @Override
            public void onMinority() {
                heard.add("minority");
            }

            @Override
            public void onMajority() {
                heard.add("majority");
            }
        };
    }

    @Test
    void servicesStartBeforeTheNodeJoinsAndEndWithIt() throws Exception {
        NodeService service =
                node -> {
                    heard.add("start of " + node.view().members().size());
                    node.addMajorityListener(listener());
                    node.beforeLeaving(
                            "last words",
                            () -> {
                                heard.add("leaving");
                                return CompletableFuture.completedFuture(Done.getInstance());
                            });
                    node.atEnd(() -> heard.add("end, registered first"));
                    node.atEnd(() -> heard.add("end, registered last"));
                };
        ClusterNode node =
                ClusterNode.start(config(""), List.of(service), ClusterNode.Hosting.SHARED_PROCESS);
        node.whenUp().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);

        assertThat(node.name()).isEqualTo(node.address().toString());
        assertThat(node.address().port()).isPositive();
        // The node hears of it before its view does.
        await().untilAsserted(() -> assertThat(node.view().notReady()).isEmpty());
        assertThat(directory.resolve("data")).isDirectory();

        node.close();

        assertThat(node.whenEnded().toCompletableFuture().join()).isEqualTo(NodeExit.STOPPED);
        assertThat(heard)
                .startsWith("start of 0", "minority", "majority", "leaving")
                .endsWith("end, registered last", "end, registered first");
    }

    @Test
    void aServiceThatDoesNotStartEndsTheNode() throws Exception {
        NodeService failing =
                node -> {
                    node.atEnd(() -> heard.add("end"));
                    throw new IllegalStateException("on purpose");
                };

        assertThatThrownBy(
                        () ->
                                ClusterNode.start(
                                        config(""),
                                        List.of(failing),
                                        ClusterNode.Hosting.SHARED_PROCESS))
                .hasMessage("on purpose");
        assertThat(heard).as("it is ended when the failure is told").containsExactly("end");
    }

    @Test
    void recordsOfJobsSurviveTheNode() throws Exception {
        String h2 = "sampo.node.persistence { type = h2 }";
        CheckpointPaths paths = new CheckpointPaths(directory.resolve("checkpoints"), "job");
        RecordContent stored;
        try (ClusterNode node =
                ClusterNode.start(config(h2), List.of(), ClusterNode.Hosting.SHARED_PROCESS)) {
            JobRecord record =
                    node.jobDatabase().orElseThrow().record(FileStore.local(), paths, "job");
            stored = record.current().beginAttempt(null);
            assertThat(record.compareAndSet(record.current(), stored)).isTrue();
        }

        try (ClusterNode node =
                ClusterNode.start(config(h2), List.of(), ClusterNode.Hosting.SHARED_PROCESS)) {
            JobRecord record =
                    node.jobDatabase().orElseThrow().record(FileStore.local(), paths, "job");
            assertThat(record.current()).isEqualTo(stored);
        }
    }

    @Test
    void aDatabaseThatCannotBeReachedIsNamedWithoutItsSecrets() {
        String nowhere =
                "sampo.node.persistence { type = postgresql, user = u, password = s3cret,"
                        + " url = \"jdbc:postgresql://127.0.0.1:1/jobs?sslpassword=s3cret\" }";

        assertThatThrownBy(
                        () ->
                                ClusterNode.start(
                                        config(nowhere),
                                        List.of(),
                                        ClusterNode.Hosting.SHARED_PROCESS))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/jobs user=u")
                .hasMessageNotContaining("s3cret");

        String worker = "sampo.node.roles = [worker]\n" + nowhere;
        try (ClusterNode node =
                ClusterNode.start(config(worker), List.of(), ClusterNode.Hosting.SHARED_PROCESS)) {
            assertThat(node.jobDatabase()).as("a worker needs none").isEmpty();
        }
    }

    @Test
    void portsThatAreTakenAreNamedAndNothingIsLeft() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (String port : List.of("control", "lifeline", "http")) {
                String more = "sampo.node.ports." + port + " = " + taken.getLocalPort();

                assertThatThrownBy(
                                () ->
                                        ClusterNode.start(
                                                config(more),
                                                List.of(),
                                                ClusterNode.Hosting.SHARED_PROCESS))
                        .isInstanceOf(StreamException.class)
                        .hasMessageContaining("ports." + port + "=" + taken.getLocalPort());
            }
        }
    }
}
