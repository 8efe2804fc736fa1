/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.connectors.kafka.format.KafkaDeserializer;
import io.sampo.connectors.kafka.testkit.KafkaBroker;
import io.sampo.connectors.kafka.testkit.SourceRun;
import io.sampo.core.io.FileStore;
import io.sampo.core.testkit.ChildJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.tools.consumer.group.ConsumerGroupCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the metrics and the consumer group say, beside {@code kafka-consumer-groups}. */
class KafkaLagTest {
    @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

    private static final int PARTITIONS = 2;
    private static final int COUNT = 90;
    private static final int READ = 50;

    @TempDir private Path directory;

    /** What the tool says of a partition. */
    private record Row(long current, long end, long lag) {}

    @Test
    void rule64_lagAndCommittedOffsetsAgreeWithTheBrokersOwnTool() throws Exception {
        String topic = BROKER.createTopic(PARTITIONS);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            List<String> values =
                    IntStream.range(0, COUNT - 30 * partition).mapToObj(String::valueOf).toList();
            BROKER.produce(topic, partition, values);
        }
        writeInATransaction(topic);
        createOffsetsTopic(topic);
        KafkaSource<String> source =
                KafkaSource.<String>builder()
                        .bootstrapServers(BROKER.address())
                        .topics(topic)
                        .groupId(topic)
                        .property("max.poll.records", "7")
                        .deserializer(KafkaDeserializer.strings())
                        .build();
        try (SourceRun<String> run = new SourceRun<>(source, 2, null)) {
            compareAfter(run, topic, READ);
            run.until(() -> run.caughtUp(PARTITIONS));
            compare(run, topic);
            assertThat(rows(topic).values()).allMatch(row -> row.lag() == 0 && row.end() > 0);
        }
    }

    /** The first commit that brokers ever see may fail while they create it. */
    private static void createOffsetsTopic(String topic) throws Exception {
        BROKER.admin()
                .alterConsumerGroupOffsets(
                        "another group",
                        Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(0)))
                .all()
                .get();
    }

    /** The markers of transactions have offsets, too. */
    private static void writeInATransaction(String topic) throws Exception {
        try (KafkaProducer<String, String> producer =
                BROKER.producer(Map.of("transactional.id", topic))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                producer.send(new ProducerRecord<>(topic, partition, null, "committed")).get();
            }
            producer.commitTransaction();
        }
    }

    /** Compares at a moment when all that was fetched is processed. */
    private void compareAfter(SourceRun<String> run, String topic, int records) throws Exception {
        long markers = PARTITIONS;
        long messages = COUNT + COUNT - 30 + PARTITIONS;
        run.until(
                () ->
                        run.records().size() >= records
                                && lag(run, topic) == messages + markers - run.records().size());
        compare(run, topic);
    }

    private static long lag(SourceRun<String> run, String topic) {
        return IntStream.range(0, PARTITIONS)
                .mapToLong(partition -> run.gauge("recordsLag." + topic + "-" + partition))
                .sum();
    }

    private void compare(SourceRun<String> run, String topic) throws Exception {
        SourceRun.Snapshot<KafkaSplit, KafkaEnumeratorState> snapshot = run.snapshot();
        run.complete();
        Map<Integer, Row> expected = new TreeMap<>();
        snapshot.readers().stream()
                .flatMap(List::stream)
                .forEach(
                        split -> {
                            long lag = run.gauge("recordsLag." + split.splitId());
                            expected.put(
                                    split.partition(),
                                    new Row(split.offset(), split.offset() + lag, lag));
                        });
        // Goes on reading, since a consumer commits only while it is polled.
        run.until(() -> committed(topic).equals(offsets(expected)));
        assertThat(rows(topic)).as(this::said).isEqualTo(expected);
    }

    private static Map<Integer, Long> offsets(Map<Integer, Row> rows) {
        Map<Integer, Long> offsets = new TreeMap<>();
        rows.forEach((partition, row) -> offsets.put(partition, row.current()));
        return offsets;
    }

    private static Map<Integer, Long> committed(String group) {
        Map<Integer, Long> offsets = new TreeMap<>();
        try {
            BROKER.admin()
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach(
                            (partition, offset) ->
                                    offsets.put(partition.partition(), offset.offset()));
        } catch (ExecutionException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
        return offsets;
    }

    private String said() {
        return FileStore.local().exists(printed())
                ? new String(FileStore.local().readAll(printed()), StandardCharsets.UTF_8)
                : "nothing";
    }

    private Path printed() {
        return directory.resolve("printed");
    }

    /** Asks the tool, by partition. */
    private Map<Integer, Row> rows(String group) throws Exception {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("--bootstrap-server", BROKER.address()));
        arguments.addAll(List.of("--describe", "--offsets", "--group", group));
        Process process =
                ChildJvm.of(ChildJvm.SHORT_LIVED, ConsumerGroupCommand.class, arguments)
                        .redirectErrorStream(true)
                        .redirectOutput(printed().toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the tool ends").isTrue();
        Map<Integer, Row> rows = new TreeMap<>();
        for (String line : Files.readAllLines(printed())) {
            // GROUP TOPIC PARTITION [LEADER-EPOCH] CURRENT-OFFSET LOG-END-OFFSET LAG ...
            String[] cells = line.trim().split("\\s+");
            if (cells.length > 5 && cells[0].equals(group)) {
                rows.put(
                        Integer.valueOf(cells[2]),
                        new Row(
                                Long.parseLong(cells[3]),
                                Long.parseLong(cells[4]),
                                Long.parseLong(cells[5])));
            }
        }
        return rows;
    }
}
