/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.launch.NodeExit;
import io.sampo.core.testkit.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a node says, and its exit code, when it does not start. */
class NodeStartIT {
    @TempDir Path directory;

    private String refused(String settings, NodeExit expected)
            throws IOException, InterruptedException {
        try (NodeProcess node =
                NodeProcess.start(
                        directory,
                        "node",
                        "sampo.node.data-dir = \"%s\"%n%s"
                                .formatted(directory.resolve("data"), settings))) {
            assertThat(node.awaitExit()).as(node.log()).isEqualTo(expected.code());
            return node.log();
        }
    }

    @Test
    void wrongSettingsAreAllSaid() throws Exception {
        assertThat(
                        refused(
                                """
                                sampo.node { slots = many, port.control = 1 }
                                sampo.restart.strategy = never
                                """,
                                NodeExit.WRONG_SETTINGS))
                .contains("3 settings are wrong")
                .contains("sampo.node.slots = many")
                .contains("Did you mean sampo.node.ports?")
                .contains("sampo.restart.strategy = never")
                .doesNotContain("at io.sampo");
    }

    @Test
    void aNodeThatOthersReachNeedsSecurity() throws Exception {
        assertThat(
                        refused(
                                """
                                sampo.node {
                                  bind-host = "0.0.0.0", host = localhost
                                  ports { control = 0, data = 0, lifeline = 0, http = 0 }
                                }
                                """,
                                NodeExit.WRONG_SETTINGS))
                .contains("sampo.node.security.tls")
                .contains("security.insecure = true");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String settings =
                    "sampo.node.ports { control = %d, data = 0, lifeline = 0, http = 0 }"
                            .formatted(taken.getLocalPort());

            assertThat(refused(settings, NodeExit.FAILED))
                    .contains("ports.control=" + taken.getLocalPort())
                    .doesNotContain("at io.sampo");
        }
    }

    /** The actor system is there by then, and must not end the process as if nothing were wrong. */
    @Test
    void alsoThatOfHttp() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String settings =
                    "sampo.node.ports { control = 0, data = 0, lifeline = 0, http = %d }"
                            .formatted(taken.getLocalPort());

            assertThat(refused(settings, NodeExit.FAILED))
                    .contains("ports.http=" + taken.getLocalPort());
        }
    }

    @Test
    void aNodeThatFindsNoClusterEnds() throws Exception {
        int nobody = ChildJvm.freePorts(1).get(0);
        String settings =
                """
                sampo.node {
                  seeds = ["127.0.0.1:%d"]
                  ports { control = 0, data = 0, lifeline = 0, http = 0 }
                  failure.join-timeout = 2s
                }
                """
                        .formatted(nobody);

        refused(settings, NodeExit.NOT_JOINED);
    }

    @Test
    void insecureIsSaidAtTheStart() throws Exception {
        String settings =
                """
                sampo.node {
                  bind-host = "0.0.0.0", host = "127.0.0.1", security.insecure = true
                  ports { control = 0, data = 0, lifeline = 0, http = 0 }
                }
                """;
        try (NodeProcess node = NodeProcess.start(directory, "node", settings)) {
            node.awaitLine("WARN .*INSECURE: bind-host=0.0.0.0");
            node.awaitMembers(1);
        }
    }
}
