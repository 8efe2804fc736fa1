/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.sampo.cluster.cli.Cli;
import io.sampo.cluster.launch.ClusterNode;
import io.sampo.core.error.StreamException;
import io.sampo.core.testkit.ChildJvm;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.StreamEnvironment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which nodes there are, and what comes of it when the one is lost that was asked. */
class ClusterNodesTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final AtomicBoolean MAY_END = new AtomicBoolean();

    @TempDir private Path directory;

    private NodesInProcess nodes;

    @BeforeEach
    void prepare() {
        MAY_END.set(false);
        nodes = new NodesInProcess(directory);
    }

    @AfterEach
    void stop() {
        MAY_END.set(true);
        nodes.close();
    }

    private record Printed(int exit, String text) {}

    private static Printed command(ClusterNode node, String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.add("--node=" + node.httpAddress());
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        return new Printed(Cli.run(out, out, line.toArray(new String[0])), text.toString());
    }

    @Test
    void allNodesAreNamed() throws Exception {
        ClusterNode one = nodes.start(2);
        ClusterNode other = nodes.start(3);

        List<NodeSummary> found = nodes.client().awaitNodes(2, LIMIT);

        assertThat(found)
                .containsExactlyInAnyOrder(summary(one, 2), summary(other, 3))
                .allMatch(NodeSummary::isUp);
        Printed printed = command(other, "nodes", "--await", "2");
        assertThat(printed.exit()).as(printed::text).isZero();
        assertThat(printed.text().lines().skip(1))
                .hasSize(2)
                .anyMatch(line -> line.matches(one.name() + " +up .* " + one.httpAddress() + " +2"))
                .anyMatch(
                        line ->
                                line.matches(
                                        other.name() + " +up .* " + other.httpAddress() + " +3"));
        assertThat(command(one, "nodes", "--json").text())
                .startsWith("{\"nodes\":[{\"address\":\"127.0.0.1:");
    }

    private static NodeSummary summary(ClusterNode node, int slots) {
        return new NodeSummary(
                node.address().toString(), node.name(), node.httpAddress().toString(), slots, "up");
    }

    @Test
    void thatThereAreNotEnoughIsSaid() throws Exception {
        nodes.start(1);

        assertThatThrownBy(() -> nodes.client().awaitNodes(2, Duration.ofMillis(1)))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("wanted=2")
                .hasMessageContaining(nodes.get(0).name());
    }

    @Test
    void logsOfANodeThatIsNotThereAreRefused() throws Exception {
        ClusterNode node = nodes.start(1);
        nodes.client().awaitNodes(1, LIMIT);

        Printed printed = command(node, "logs", "job", "--of", "node-9");

        assertThat(printed.exit()).isEqualTo(1);
        assertThat(printed.text())
                .startsWith("INVALID_SETTING: There is no node of that name")
                .contains("--of=node-9. There are " + node.name() + ".");
    }

    /** Nobody can answer, so nobody is waited for. */
    @Test
    void aNodeThatHasNotJoinedSaysSoAtOnce() throws Exception {
        int nobody = ChildJvm.freePorts(1).get(0);
        ClusterNode node = nodes.begin(1, "7 d", "127.0.0.1:" + nobody);

        Printed printed = command(node, "list");

        assertThat(printed.exit()).isEqualTo(1);
        assertThat(printed.text())
                .startsWith("EXTERNAL_IO: This node is not a member of the cluster yet: waits")
                .contains("seeds=[127.0.0.1:" + nobody + "]");
    }

    /** It is more than a socket takes before it is read. */
    @Test
    void thatATokenIsWrongIsSaidAlsoWhereAJarIsSent() throws Exception {
        try (NodesInProcess guarded =
                new NodesInProcess(
                        directory.resolve("guarded"),
                        "sampo.network.token = token-of-the-nodes-of-this-test")) {
            String node = guarded.start(1).httpAddress().toString();
            ClusterClient stranger = new ClusterClient(node, Optional.of("another"));

            assertThatThrownBy(() -> stranger.store(new byte[8 << 20]))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("Refused: the token is not that of this node.");
        }
    }

    @Test
    void aProgramHearsOfItsJobThoughTheNodeThatItAskedIsLost() throws Exception {
        nodes.start(2);
        ClusterNode asked = nodes.start(2);
        nodes.awaitMembers(2);
        ClusterClient client = new ClusterClient(asked.httpAddress().toString(), Optional.empty());
        StreamEnvironment env =
                StreamEnvironment.create(
                                ConfigFactory.load(
                                        ConfigFactory.parseString(
                                                "sampo.restart.strategy = fixed-delay")),
                                new RemoteJobExecutor(client, List.of()))
                        .setParallelism(2);
        env.fromCollection(LongStream.range(0, 20_000).boxed().toList())
                .name("numbers")
                .map(ClusterNodesTest::slowly)
                .name("slowly")
                .print();
        JobClient job = env.executeAsync("of a lost node");
        await().atMost(LIMIT)
                .until(() -> client.addresses().contains(nodes.get(0).httpAddress().toString()));

        nodes.stopLast();
        MAY_END.set(true);

        JobResult result = job.result().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(result.jobName()).isEqualTo("of a lost node");
    }

    private static Long slowly(Long number) {
        if (!MAY_END.get()) {
            LockSupport.parkNanos(5_000_000);
        }
        return number;
    }
}
