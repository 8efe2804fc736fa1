/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.testkit;

import io.sampo.core.testkit.ChildJvm;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A broker that is a controller, too; alone, or one of several on this machine.
 *
 * @param data its directory; formatted if it is new
 * @param id from 1
 * @param clusterId of all nodes
 * @param ports where clients find the nodes, by id
 * @param controllerPorts where the nodes find each other
 */
record BrokerNode(
        Path data, int id, String clusterId, List<Integer> ports, List<Integer> controllerPorts) {
    private static final String HOST = "127.0.0.1";

    /** The process of one node: lives until it is killed, or whoever has started it is gone. */
    public static void main(String[] arguments) throws Exception {
        ChildJvm.endWithParent();
        new BrokerNode(
                        Path.of(arguments[0]),
                        Integer.parseInt(arguments[1]),
                        arguments[2],
                        numbers(arguments[3]),
                        numbers(arguments[4]))
                .start()
                .awaitShutdown();
    }

    private static List<Integer> numbers(String text) {
        return Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    }

    private static String text(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Returns what {@link #main} takes. */
    List<String> arguments() {
        return List.of(
                data.toString(), String.valueOf(id), clusterId, text(ports), text(controllerPorts));
    }

    /** Returns the addresses of all nodes. */
    String addresses() {
        return ports.stream().map(port -> HOST + ":" + port).collect(Collectors.joining(","));
    }

    /** Starts the node in this JVM. */
    KafkaRaftServer start() throws Exception {
        Properties properties = properties();
        format();
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        return server;
    }

    private Properties properties() {
        int nodes = ports.size();
        String replicas = String.valueOf(nodes);
        String inSync = String.valueOf(Math.max(1, nodes - 1));
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", String.valueOf(id));
        properties.put(
                "controller.quorum.voters",
                IntStream.range(0, nodes)
                        .mapToObj(i -> (i + 1) + "@" + HOST + ":" + controllerPorts.get(i))
                        .collect(Collectors.joining(",")));
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put(
                "listeners",
                Stream.of(
                                "PLAINTEXT://" + HOST + ":" + ports.get(id - 1),
                                "CONTROLLER://" + HOST + ":" + controllerPorts.get(id - 1))
                        .collect(Collectors.joining(",")));
        properties.put(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", data.toString());
        properties.put("offsets.topic.replication.factor", replicas);
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", replicas);
        properties.put("transaction.state.log.min.isr", inSync);
        properties.put("transaction.state.log.num.partitions", "2");
        properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "200");
        properties.put("share.coordinator.state.topic.replication.factor", replicas);
        properties.put("share.coordinator.state.topic.min.isr", inSync);
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("auto.create.topics.enable", "false");
        properties.put("log.cleaner.dedupe.buffer.size", "2097152");
        properties.put("log.cleaner.threads", "1");
        properties.put("num.io.threads", "2");
        properties.put("num.network.threads", "1");
        properties.put("num.partitions", "1");
        properties.put("log.index.size.max.bytes", "65536");
        // One that is killed is missed soon.
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("broker.heartbeat.interval.ms", "500");
        return properties;
    }

    private void format() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new Formatter()
                .setPrintStream(new PrintStream(printed, true, StandardCharsets.UTF_8))
                .setNodeId(id)
                .setClusterId(clusterId)
                .setIgnoreFormatted(true)
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(data.toString()))
                .setMetadataLogDirectory(data.toString())
                .run();
    }
}
