/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A broker that is its own controller, in this process, on free ports; the same for all test
 * classes of a module. Started by the first one, stopped when the tests of the JVM are over.
 */
public final class KafkaBroker implements BeforeAllCallback {
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static Running running;

    private static final class Running
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        final Path directory;
        final KafkaRaftServer server;
        final String address;
        final Admin admin;

        Running() throws Exception {
            directory = Files.createTempDirectory("sampo-kafka");
            int port = freePort();
            address = "127.0.0.1:" + port;
            Properties properties = properties(directory, port, freePort());
            format(properties);
            server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
            server.startup();
            admin = Admin.create(Map.of("bootstrap.servers", address));
        }

        @Override
        public void close() throws IOException {
            admin.close();
            server.shutdown();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Properties properties(Path directory, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.put(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("log.dirs", directory.resolve("data").toString());
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "2");
        properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "200");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("auto.create.topics.enable", "false");
        properties.put("log.cleaner.dedupe.buffer.size", "2097152");
        properties.put("log.cleaner.threads", "1");
        properties.put("num.io.threads", "2");
        properties.put("num.network.threads", "1");
        properties.put("num.partitions", "1");
        properties.put("log.index.size.max.bytes", "65536");
        return properties;
    }

    private static void format(Properties properties) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new Formatter()
                .setPrintStream(new PrintStream(printed, true, StandardCharsets.UTF_8))
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(properties.getProperty("log.dirs")))
                .setMetadataLogDirectory(properties.getProperty("log.dirs"))
                .run();
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

    /** Returns the address to bootstrap from. */
    public String address() {
        return running.address;
    }

    /** Returns a client for whatever a test wants to know. */
    public Admin admin() {
        return running.admin;
    }

    /** Creates a topic with a name of its own. */
    public String createTopic(int partitions) throws Exception {
        String name = "topic" + TOPICS.incrementAndGet();
        admin().createTopics(List.of(new NewTopic(name, partitions, (short) 1)))
                .all()
                .get(30, TimeUnit.SECONDS);
        return name;
    }

    /** Writes the values to one partition, in order. */
    public void produce(String topic, int partition, Iterable<String> values) {
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, partition, null, value));
            }
        }
    }

    /** Writes the values to one partition, with a timestamp. */
    public void produceAt(String topic, int partition, long timestamp, String value) {
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            producer.send(new ProducerRecord<>(topic, partition, timestamp, null, value));
        }
    }

    /** Returns a producer of text. */
    public KafkaProducer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("bootstrap.servers", address());
        properties.put("linger.ms", 0);
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    /** Returns the committed messages of a topic, by partition and offset. */
    public List<ConsumerRecord<String, String>> read(String topic) {
        return read(topic, "read_committed");
    }

    /** Returns the values of the committed messages of a topic. */
    public List<String> values(String topic) {
        return read(topic).stream().map(ConsumerRecord::value).toList();
    }

    /** Returns the messages of a topic up to its present end, by partition and offset. */
    public List<ConsumerRecord<String, String>> read(String topic, String isolation) {
        Map<String, Object> properties =
                Map.of(
                        "bootstrap.servers",
                        address(),
                        "isolation.level",
                        isolation,
                        "enable.auto.commit",
                        false);
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        found.sort(
                Comparator.comparingInt(
                                (ConsumerRecord<String, String> record) -> record.partition())
                        .thenComparingLong(ConsumerRecord::offset));
        return found;
    }

    /** Returns the state of each transactional id that begins with a prefix. */
    public Map<String, TransactionState> transactions(String prefix) throws Exception {
        Map<String, TransactionState> states = new TreeMap<>();
        for (TransactionListing transaction :
                admin().listTransactions().all().get(30, TimeUnit.SECONDS)) {
            if (transaction.transactionalId().startsWith(prefix)) {
                states.put(transaction.transactionalId(), transaction.state());
            }
        }
        return states;
    }

    /** Returns the transactional ids with a prefix under which something is open. */
    public List<String> openTransactions(String prefix) throws Exception {
        return transactions(prefix).entrySet().stream()
                .filter(entry -> entry.getValue() == TransactionState.ONGOING)
                .map(Map.Entry::getKey)
                .toList();
    }
}
