/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.sampo.cluster.config.HostPort;
import io.sampo.cluster.config.NodeConfig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IslandWatchTest {
    private static final long LIMIT_SECONDS = 60;

    @TempDir private Path directory;

    private ClusterNode start(String name, int port, String seeds) throws Exception {
        ClusterNode node =
                ClusterNode.start(
                        NodeConfig.from(
                                ConfigFactory.load(
                                        ConfigFactory.parseString(
                                                """
                                                sampo.node {
                                                  ports { control = %d, data = 0, lifeline = 0, http = 0 }
                                                  data-dir = "%s"
                                                  seeds = [%s]
                                                }
                                                """
                                                        .formatted(
                                                                port,
                                                                directory.resolve(name),
                                                                seeds)))),
                        List.of(),
                        ClusterNode.Hosting.SHARED_PROCESS);
        node.whenUp().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return node;
    }

    /** The first one did not hear of the other seed in time; it is there now, with its own. */
    @Test
    void ofTwoClustersThatWereFoundedApartOneEnds() throws Exception {
        int first;
        int second;
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            first = one.getLocalPort();
            second = two.getLocalPort();
        }
        String other = "\"" + new HostPort("127.0.0.1", second) + "\"";
        try (ClusterNode one = start("one", first, "\"127.0.0.1:" + first + "\", " + other);
                ClusterNode two = start("two", second, other)) {
            ClusterNode higher = first > second ? one : two;
            ClusterNode lower = first > second ? two : one;

            assertThat(
                            higher.whenEnded()
                                    .toCompletableFuture()
                                    .get(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(NodeExit.DOWNED);
            assertThat(lower.whenEnded().toCompletableFuture()).isNotDone();
            assertThat(lower.view().notReady()).isEmpty();
        }
    }
}
