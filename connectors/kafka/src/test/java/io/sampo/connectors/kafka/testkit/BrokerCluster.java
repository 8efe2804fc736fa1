/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.testkit;

import static org.awaitility.Awaitility.await;

import io.sampo.core.io.FileStore;
import io.sampo.core.testkit.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Three brokers in processes of their own, each a controller too, which tests kill, stop and start
 * again. Topics are on all three, and two must have a message before it counts. The same for all
 * test classes of a module; each test {@link #mend mends} what it has broken.
 */
public final class BrokerCluster extends Brokers {
    /** How many brokers there are; their ids begin with 1. */
    public static final int NODES = 3;

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long ASKED_SECONDS = 10;
    private static final ListTopicsOptions WITH_INTERNAL =
            new ListTopicsOptions().listInternal(true);

    private static Running running;

    private static final class Running
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        final Path directory;
        final List<BrokerNode> nodes = new ArrayList<>();
        final Process[] processes = new Process[NODES];
        final Admin admin;

        Running() throws Exception {
            directory = Files.createTempDirectory("sampo-brokers");
            List<Integer> ports = ChildJvm.freePorts(2 * NODES);
            String cluster = Uuid.randomUuid().toString();
            for (int id = 1; id <= NODES; id++) {
                nodes.add(
                        new BrokerNode(
                                directory.resolve("data" + id),
                                id,
                                cluster,
                                ports.subList(0, NODES),
                                ports.subList(NODES, 2 * NODES)));
                start(id);
            }
            admin =
                    Admin.create(
                            Map.of(
                                    "bootstrap.servers",
                                    nodes.get(0).addresses(),
                                    "reconnect.backoff.max.ms",
                                    "200"));
        }

        void start(int id) throws IOException {
            List<String> options = new ArrayList<>(ChildJvm.SHORT_LIVED);
            options.add("-Xmx256m");
            processes[id - 1] =
                    ChildJvm.of(options, BrokerNode.class, nodes.get(id - 1).arguments())
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            directory.resolve("log" + id).toFile()))
                            .start();
        }

        @Override
        public void close() throws InterruptedException {
            admin.close(Duration.ZERO);
            for (Process process : processes) {
                process.destroyForcibly().waitFor();
            }
            FileStore.local().deleteRecursively(directory);
        }
    }

    @Override
    public synchronized void beforeAll(ExtensionContext context) throws Exception {
        ExtensionContext.Store store =
                context.getRoot().getStore(ExtensionContext.Namespace.create(BrokerCluster.class));
        running = store.get("brokers", Running.class);
        if (running == null) {
            running = new Running();
            store.put("brokers", running);
            awaitWhole();
        }
    }

    @Override
    public String address() {
        return running.nodes.get(0).addresses();
    }

    @Override
    public Admin admin() {
        return running.admin;
    }

    @Override
    NewTopic topic(String name, int partitions) {
        return new NewTopic(name, partitions, (short) NODES)
                .configs(
                        Map.of(
                                "min.insync.replicas",
                                String.valueOf(NODES - 1),
                                // whatever times the tests give their messages
                                "retention.ms",
                                "-1"));
    }

    /** Sends SIGKILL to a broker. */
    public void kill(int id) throws InterruptedException {
        running.processes[id - 1].destroyForcibly().waitFor();
    }

    /** Starts a broker that was killed. */
    public void start(int id) throws IOException {
        running.start(id);
    }

    /** Starts all brokers that were killed, and waits until the cluster is whole. */
    public void mend() throws IOException {
        for (int id = 1; id <= NODES; id++) {
            if (!running.processes[id - 1].isAlive()) {
                start(id);
            }
        }
        awaitWhole();
    }

    /** Makes a broker hang: its connections stay open, and nothing is answered. */
    public void stop(int id) throws Exception {
        signal("-STOP", id);
    }

    /** Lets a broker that hangs go on. */
    public void resume(int id) throws Exception {
        signal("-CONT", id);
    }

    private static void signal(String name, int id) throws Exception {
        long pid = running.processes[id - 1].pid();
        int exit = new ProcessBuilder("kill", name, String.valueOf(pid)).start().waitFor();
        if (exit != 0) {
            throw new IllegalStateException("kill " + name + " " + pid + ": exit=" + exit);
        }
    }

    /** Returns the broker that leads a partition. */
    public int leader(TopicPartition partition) throws Exception {
        return admin().describeTopics(List.of(partition.topic()))
                .allTopicNames()
                .get(ASKED_SECONDS, TimeUnit.SECONDS)
                .get(partition.topic())
                .partitions()
                .get(partition.partition())
                .leader()
                .id();
    }

    /** Waits until all brokers are there, and all replicas of all partitions in sync. */
    public void awaitWhole() {
        await().atMost(LIMIT).pollInterval(POLL).until(BrokerCluster::isWhole);
    }

    private static boolean isWhole() throws Exception {
        try {
            Admin admin = running.admin;
            if (admin.describeCluster().nodes().get(ASKED_SECONDS, TimeUnit.SECONDS).size()
                    < NODES) {
                return false;
            }
            for (TopicDescription topic :
                    admin.describeTopics(
                                    admin.listTopics(WITH_INTERNAL)
                                            .names()
                                            .get(ASKED_SECONDS, TimeUnit.SECONDS))
                            .allTopicNames()
                            .get(ASKED_SECONDS, TimeUnit.SECONDS)
                            .values()) {
                if (topic.partitions().stream().anyMatch(p -> p.isr().size() < NODES)) {
                    return false;
                }
            }
            return true;
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        }
    }
}
