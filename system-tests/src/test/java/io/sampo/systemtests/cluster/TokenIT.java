/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.launch.NodeExit;
import io.sampo.core.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that listen on all networks, and know each other by a token alone. */
@Timeout(300)
class TokenIT {
    private static final String ANYWHERE =
            "sampo.node { bind-host = \"0.0.0.0\", host = \"127.0.0.1\" }\n";
    private static final String SOON = "sampo.node.failure.join-timeout = 11s\n";
    private static final String INSECURE = "sampo.node.security.insecure = true";

    @TempDir private Path directory;

    private NodeProcess node(String name, int control, int seed, String more) throws IOException {
        return NodeProcess.start(directory, name, control, seed, ANYWHERE + more);
    }

    private static String token(String token) {
        return "sampo.network.token = \"" + token + "\"";
    }

    @Test
    void nodesWithOneTokenJoinAndOthersDoNot() throws Exception {
        String token = "the-token-of-our-nodes";
        int seed = ChildJvm.freePorts(1).get(0);
        try (NodeProcess first = node("first", seed, seed, token(token))) {
            first.awaitMembers(1);
            try (NodeProcess second = node("second", 0, seed, token(token))) {
                first.awaitMembers(2);
                second.awaitMembers(2);
                isNotLetIn(first, node("other", 0, seed, SOON + token("that-of-another-cluster")));
                isNotLetIn(first, node("none", 0, seed, SOON + INSECURE));
                first.awaitMembers(2);
                assertThat(first.log() + second.log()).doesNotContain(token);
            }
        }
    }

    private static void isNotLetIn(NodeProcess first, NodeProcess stranger) throws Exception {
        first.mark();
        try (stranger) {
            assertThat(stranger.awaitExit()).isEqualTo(NodeExit.NOT_JOINED.code());
            assertThat(stranger.log())
                    .contains("Not connected to a control port: called=127.0.0.1:")
                    .contains("may have another token");
        }
        first.awaitLine("Refused at the control port.*its token is not that of this node");
        assertThat(first.recent()).doesNotContain("member joined");
    }
}
