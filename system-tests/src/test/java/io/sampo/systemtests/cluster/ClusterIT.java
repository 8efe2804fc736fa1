/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sampo.cluster.launch.NodeExit;
import io.sampo.core.testkit.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes; each test starts with all of them up, and may take one away. */
class ClusterIT {
    private static final int COUNT = 3;

    @TempDir static Path directory;

    private static final List<NodeProcess> NODES = new ArrayList<>();
    private static List<Integer> ports = List.of();

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(File.separatorChar == '/', "signals are needed; this is no such system");
        ports = ChildJvm.freePorts(COUNT);
        for (int i = 0; i < COUNT; i++) {
            NODES.add(startNode(i));
        }
    }

    @BeforeEach
    void allAreUp() throws Exception {
        for (int i = 0; i < COUNT; i++) {
            if (!NODES.get(i).isAlive()) {
                NODES.get(i).close();
                NODES.set(i, startNode(i));
            }
        }
        for (NodeProcess node : NODES) {
            node.awaitMembers(COUNT);
        }
        NODES.forEach(NodeProcess::mark);
    }

    @AfterAll
    static void end() throws InterruptedException {
        for (NodeProcess node : NODES) {
            node.close();
        }
    }

    private static NodeProcess startNode(int index) throws IOException {
        String name = "node-" + (index + 1);
        String seeds =
                ports.stream()
                        .map(port -> "\"127.0.0.1:" + port + "\"")
                        .collect(Collectors.joining(", "));
        return NodeProcess.start(
                directory,
                name,
                """
                sampo.node {
                  name = %s
                  seeds = [%s]
                  ports { control = %d, data = 0, lifeline = 0, http = 0 }
                  data-dir = "%s"
                  memory.total = 512m
                  # of machines that do other things as well
                  failure.pause = 4s
                }
                """
                        .formatted(
                                name,
                                seeds,
                                ports.get(index),
                                directory.resolve(name).resolve("data")));
    }

    private static String address(int index) {
        return "127.0.0.1:" + ports.get(index);
    }

    /** Returns how long it took, for the reader of the test's output. */
    private static void tell(String what, long sinceNanos) {
        System.out.printf(
                "ClusterIT: %s after %d ms%n", what, (System.nanoTime() - sinceNanos) / 1_000_000);
    }

    @Test
    void aNodeThatIsKilledIsRemovedAndComesBack() throws Exception {
        long killed = System.nanoTime();
        NODES.get(2).signal("KILL");

        for (NodeProcess survivor : NODES.subList(0, 2)) {
            survivor.awaitLine("member removed: " + address(2) + " ");
            tell("removed from " + survivor.name(), killed);
        }
        NODES.get(0).awaitMembers(2);
        // the other one may have heard of it before it saw it
        assertThat(NODES.get(0).recent() + NODES.get(1).recent())
                .contains("member dead: " + address(2) + " ");
        assertThat(NODES.get(0).recent()).doesNotContain("of the minority");
    }

    @Test
    void aNodeThatIsStoppedLeaves() throws Exception {
        long stopped = System.nanoTime();
        NODES.get(1).signal("TERM");

        assertThat(NODES.get(1).awaitExit()).isEqualTo(NodeProcess.TERMINATED);
        tell("stopped", stopped);
        for (NodeProcess other : List.of(NODES.get(0), NODES.get(2))) {
            other.awaitLine("member removed: " + address(1) + " ");
            assertThat(other.recent())
                    .contains("member leaving: " + address(1) + " ")
                    .doesNotContain("member dead: " + address(1) + " ");
        }
    }

    @Test
    void aNodeThatHangsIsDownedAndEndsItselfWhenItWakes() throws Exception {
        long hung = System.nanoTime();
        NODES.get(2).signal("STOP");
        try {
            NODES.get(0).awaitLine("member removed: " + address(2) + " ");
            NODES.get(1).awaitLine("member removed: " + address(2) + " ");
            tell("removed", hung);
        } finally {
            NODES.get(2).signal("CONT");
        }
        long woken = System.nanoTime();

        assertThat(NODES.get(2).awaitExit()).isEqualTo(NodeExit.DOWNED.code());
        tell("the one that hung ended", woken);
    }

    @Test
    void whoSeesLessThanAMajoritySuspendsAndEnds() throws Exception {
        NodeProcess alone = NODES.get(0);
        List<NodeProcess> others = NODES.subList(1, 3);
        for (NodeProcess other : others) {
            other.signal("STOP");
        }
        try {
            alone.awaitLine("of the minority, .*unreachable=\\[127[^,]*, 127");
            assertThat(alone.awaitExit()).isEqualTo(NodeExit.DOWNED.code());
            String said = alone.recent();
            String downed = "member downed: " + address(0) + " (this node)";
            assertThat(said).contains(downed);
            // at its own end it forgets all, in any order
            assertThat(said.substring(0, said.indexOf(downed))).doesNotContain("member removed: ");
        } finally {
            for (NodeProcess other : others) {
                other.signal("CONT");
            }
        }

        for (NodeProcess other : others) {
            other.awaitMembers(2);
        }
    }
}
