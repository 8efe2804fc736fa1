/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream.broker;

import io.sampo.core.io.FileStore;
import io.sampo.core.testkit.ChildJvm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A broker that is its own controller, on free ports of this machine. It lives as long as its
 * standard input: whoever started it closes that, or dies.
 */
final class BrokerProcess {
    private static final String HOST = "127.0.0.1";

    private BrokerProcess() {}

    /**
     * Runs the broker; prints its address when it is ready.
     *
     * @param arguments its directory, which it deletes at its end
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        List<Integer> ports = ChildJvm.freePorts(2);
        int port = ports.get(0);
        Properties properties = properties(directory.resolve("data"), port, ports.get(1));
        format(properties);
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
        Exit.addShutdownHook(
                "broker",
                () -> {
                    // Ctrl-C comes to this process too, and the one that writes here may need a
                    // while.
                    awaitEndOfInput();
                    server.shutdown();
                    FileStore.local().deleteRecursively(directory);
                });
        System.out.println(HOST + ":" + port);
        awaitEndOfInput();
        Exit.exit(0);
    }

    private static void awaitEndOfInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** One node that keeps everything once, with small buffers: it shares a laptop. */
    private static Properties properties(Path data, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put(
                "listeners",
                "PLAINTEXT://"
                        + HOST
                        + ":"
                        + port
                        + ",CONTROLLER://"
                        + HOST
                        + ":"
                        + controllerPort);
        properties.put(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", data.toString());
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "2");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("auto.create.topics.enable", "false");
        properties.put("log.cleaner.dedupe.buffer.size", "2097152");
        properties.put("log.cleaner.threads", "1");
        properties.put("log.index.size.max.bytes", "65536");
        properties.put("num.io.threads", "2");
        properties.put("num.network.threads", "1");
        return properties;
    }

    /** Does what {@code kafka-storage format} does, without its words. */
    private static void format(Properties properties) throws Exception {
        ByteArrayOutputStream unread = new ByteArrayOutputStream();
        new Formatter()
                .setPrintStream(new PrintStream(unread, true, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(properties.getProperty("log.dirs")))
                .setMetadataLogDirectory(properties.getProperty("log.dirs"))
                .run();
    }
}
