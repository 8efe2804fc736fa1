/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.testkit;

import io.sampo.core.io.FileStore;
import io.sampo.core.testkit.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A broker that is its own controller, in this process, on free ports; the same for all test
 * classes of a module. Started by the first one, stopped when the tests of the JVM are over.
 */
public final class KafkaBroker extends Brokers {
    private static Running running;

    private static final class Running
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        final Path directory;
        final KafkaRaftServer server;
        final BrokerNode node;
        final Admin admin;

        Running() throws Exception {
            directory = Files.createTempDirectory("sampo-kafka");
            List<Integer> ports = ChildJvm.freePorts(2);
            node =
                    new BrokerNode(
                            directory.resolve("data"),
                            1,
                            Uuid.randomUuid().toString(),
                            ports.subList(0, 1),
                            ports.subList(1, 2));
            server = node.start();
            admin = Admin.create(Map.of("bootstrap.servers", node.addresses()));
        }

        @Override
        public void close() {
            admin.close();
            server.shutdown();
            FileStore.local().deleteRecursively(directory);
        }
    }

    @Override
    public synchronized void beforeAll(ExtensionContext context) throws Exception {
        ExtensionContext.Store store =
                context.getRoot().getStore(ExtensionContext.Namespace.create(KafkaBroker.class));
        running = store.get("broker", Running.class);
        if (running == null) {
            running = new Running();
            store.put("broker", running);
        }
    }

    @Override
    public String address() {
        return running.node.addresses();
    }

    @Override
    public Admin admin() {
        return running.admin;
    }

    @Override
    NewTopic topic(String name, int partitions) {
        return new NewTopic(name, partitions, (short) 1);
    }
}
