/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.connectors.kafka.BadKafkaRecord;
import io.sampo.connectors.kafka.ErrorPolicy;
import io.sampo.connectors.kafka.format.KafkaDeserializer;
import io.sampo.connectors.kafka.testkit.KafkaBroker;
import io.sampo.connectors.kafka.testkit.SourceRun;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.OutputTag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a source reads of a real broker: where it begins, ends and goes on. */
class KafkaSourceTest {
    @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

    private static final Duration SOON = Duration.ofMillis(100);

    private static KafkaSourceBuilder<String> source() {
        return KafkaSource.<String>builder()
                .bootstrapServers(BROKER.address())
                .deserializer(KafkaDeserializer.strings());
    }

    private static List<String> numbered(String name, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> name + i).toList();
    }

    private static List<String> readAll(KafkaSourceBuilder<String> source) throws Exception {
        try (SourceRun<String> run = new SourceRun<>(source.build(), 2, null)) {
            run.untilEnd();
            return run.records();
        }
    }

    private static String topicOf(int messages) throws Exception {
        String topic = BROKER.createTopic(2);
        BROKER.produce(topic, 0, numbered("a", 0, messages));
        BROKER.produce(topic, 1, numbered("b", 0, messages));
        return topic;
    }

    @Test
    void rule64_readsFromTheEarliestMessageByDefault() throws Exception {
        String topic = topicOf(3);

        assertThat(readAll(source().topics(topic).bounded(OffsetsInitializer.latest())))
                .containsExactlyInAnyOrder("a0", "a1", "a2", "b0", "b1", "b2");
    }

    @Test
    void beginsBehindTheLatestMessage() throws Exception {
        String topic = topicOf(3);
        KafkaSource<String> source =
                source().topics(topic).startingOffsets(OffsetsInitializer.latest()).build();
        try (SourceRun<String> run = new SourceRun<>(source, 1, null)) {
            run.until(() -> run.caughtUp(2));
            BROKER.produce(topic, 1, List.of("new"));
            run.until(() -> !run.records().isEmpty());

            assertThat(run.records()).containsExactly("new");
        }
    }

    @Test
    void beginsAndEndsAtGivenOffsets() throws Exception {
        String topic = topicOf(6);
        TopicPartition first = new TopicPartition(topic, 0);
        TopicPartition second = new TopicPartition(topic, 1);

        assertThat(
                        readAll(
                                source().topics(topic)
                                        .startingOffsets(
                                                OffsetsInitializer.offsets(Map.of(first, 2L)))
                                        .bounded(
                                                OffsetsInitializer.offsets(
                                                        Map.of(first, 5L, second, 1L)))))
                .containsExactlyInAnyOrder("a2", "a3", "a4", "b0");
    }

    @Test
    void beginsAndEndsAtTimes() throws Exception {
        String topic = BROKER.createTopic(2);
        for (int i = 0; i < 6; i++) {
            BROKER.produceAt(topic, i % 2, 1000 + i * 10, "m" + i);
        }

        assertThat(
                        readAll(
                                source().topics(topic)
                                        .startingOffsets(OffsetsInitializer.timestamp(1015))
                                        .bounded(OffsetsInitializer.timestamp(1040))))
                .containsExactlyInAnyOrder("m2", "m3");
    }

    @Test
    void beginsAtTheOffsetsOfTheGroup() throws Exception {
        String topic = topicOf(4);
        BROKER.admin()
                .alterConsumerGroupOffsets(
                        topic + "-group",
                        Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(3)))
                .all()
                .get(30, TimeUnit.SECONDS);
        KafkaSourceBuilder<String> source =
                source().topics(topic)
                        .groupId(topic + "-group")
                        .bounded(OffsetsInitializer.latest());

        assertThat(
                        readAll(
                                source.startingOffsets(
                                        OffsetsInitializer.committedOffsets(
                                                OffsetsInitializer.latest()))))
                .containsExactly("a3");
        assertThatThrownBy(
                        () ->
                                readAll(
                                        source.startingOffsets(
                                                OffsetsInitializer.committedOffsets())))
                .hasMessageContaining("group=" + topic + "-group")
                .hasMessageContaining("partitions=[" + topic + "-1]");
    }

    @Test
    void readsPartitionsThatAreNamed() throws Exception {
        String topic = topicOf(2);

        assertThat(
                        readAll(
                                source().partitions(List.of(new TopicPartition(topic, 1)))
                                        .bounded(OffsetsInitializer.latest())))
                .containsExactly("b0", "b1");
        assertThatThrownBy(
                        () ->
                                readAll(
                                        source().partitions(List.of(new TopicPartition(topic, 7)))
                                                .bounded(OffsetsInitializer.latest())))
                .hasMessageContaining("partition=" + topic + "-7");
    }

    @Test
    void aMissingTopicIsAnErrorAtTheStart() {
        assertThatThrownBy(() -> readAll(source().topics("nowhere")))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure ->
                                assertThat(failure.code()).isEqualTo(ErrorCode.INPUT_UNAVAILABLE))
                .hasMessageContaining("topic=nowhere servers=" + BROKER.address());
    }

    @Test
    void rule64_partitionsAndTopicsFoundLaterBeginAtTheirEarliestMessage() throws Exception {
        String topic = BROKER.createTopic(1);
        BROKER.produce(topic, 0, List.of("before"));
        KafkaSource<String> source =
                source().topicPattern(Pattern.compile(topic + "(-more)?"))
                        .startingOffsets(OffsetsInitializer.latest())
                        .partitionDiscovery(SOON)
                        .build();
        try (SourceRun<String> run = new SourceRun<>(source, 2, null)) {
            run.until(() -> run.caughtUp(1));
            BROKER.admin()
                    .createPartitions(Map.of(topic, NewPartitions.increaseTo(2)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            BROKER.admin()
                    .createTopics(List.of(new NewTopic(topic + "-more", 1, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
            BROKER.produce(topic, 1, List.of("in a new partition"));
            BROKER.produce(topic + "-more", 0, List.of("in a new topic"));
            run.until(() -> run.records().size() == 2);

            assertThat(run.records())
                    .containsExactlyInAnyOrder("in a new partition", "in a new topic");
        }
    }

    @Test
    void rule64_aPartitionThatIsDeletedIsAnErrorWithItsName() throws Exception {
        String topic = topicOf(1);
        KafkaSource<String> source = source().topics(topic).partitionDiscovery(SOON).build();
        try (SourceRun<String> run = new SourceRun<>(source, 1, null)) {
            run.until(() -> run.records().size() == 2);
            BROKER.admin().deleteTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);

            assertThatThrownBy(() -> run.until(() -> false))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining(topic);
        }
    }

    @Test
    void rule64_ofAPatternADeletedTopicIsNamedToo() throws Exception {
        String topic = topicOf(1);
        KafkaSource<String> source =
                source().topicPattern(Pattern.compile(topic)).partitionDiscovery(SOON).build();
        try (SourceRun<String> run = new SourceRun<>(source, 1, null)) {
            run.until(() -> run.records().size() == 2);
            BROKER.admin().deleteTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);

            assertThatThrownBy(() -> run.until(() -> false))
                    .hasMessageContaining("was deleted: topic=" + topic + " partition=0");
        }
    }

    @Test
    void rule64_goesOnFromACheckpointWithAnyParallelism() throws Exception {
        String topic = BROKER.createTopic(5);
        for (int partition = 0; partition < 5; partition++) {
            BROKER.produce(topic, partition, numbered(partition + "/", 0, 50));
        }
        KafkaSource<String> source =
                source().topics(topic)
                        .bounded(OffsetsInitializer.latest())
                        .property("max.poll.records", "7")
                        .build();
        List<String> all = new java.util.ArrayList<>();
        SourceRun.Snapshot<KafkaSplit, KafkaEnumeratorState> snapshot = null;
        for (int parallelism : new int[] {2, 3, 1, 6, 2}) {
            try (SourceRun<String> run = new SourceRun<>(source, parallelism, snapshot)) {
                run.until(() -> run.records().size() >= 40);
                all.addAll(run.records());
                snapshot = run.snapshot();
            }
        }
        try (SourceRun<String> run = new SourceRun<>(source, 2, snapshot)) {
            run.untilEnd();
            all.addAll(run.records());
        }
        List<String> expected =
                IntStream.range(0, 5)
                        .boxed()
                        .flatMap(partition -> numbered(partition + "/", 0, 50).stream())
                        .toList();

        assertThat(all).containsExactlyInAnyOrderElementsOf(expected);
        for (int partition = 0; partition < 5; partition++) {
            String of = partition + "/";
            assertThat(all.stream().filter(value -> value.startsWith(of)))
                    .containsExactlyElementsOf(numbered(of, 0, 50));
        }
    }

    @Test
    void readsCommittedMessagesOnlyAndEndsBehindMarkers() throws Exception {
        String topic = BROKER.createTopic(1);
        try (KafkaProducer<String, String> producer =
                BROKER.producer(Map.of("transactional.id", topic))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "committed"));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "aborted"));
            producer.flush();
            producer.abortTransaction();

            assertThat(readAll(source().topics(topic).bounded(OffsetsInitializer.latest())))
                    .containsExactly("committed");
            assertThat(
                            readAll(
                                    source().topics(topic)
                                            .property("isolation.level", "read_uncommitted")
                                            .bounded(OffsetsInitializer.latest())))
                    .containsExactly("committed", "aborted");
        }
    }

    @Test
    void rule64_offsetsOfCompletedCheckpointsAreCommittedForTheGroup() throws Exception {
        String topic = topicOf(5);
        KafkaSource<String> source = source().topics(topic).groupId(topic).build();
        try (SourceRun<String> run = new SourceRun<>(source, 2, null)) {
            run.until(() -> run.records().size() == 10);
            run.snapshot();
            run.complete();
            run.until(
                    () ->
                            committed(topic).values().stream().mapToLong(Long::longValue).sum()
                                    == 10);

            assertThat(committed(topic))
                    .containsOnly(
                            Map.entry(new TopicPartition(topic, 0), 5L),
                            Map.entry(new TopicPartition(topic, 1), 5L));
        }
    }

    @Test
    void offsetsAreNotCommittedIfNobodyWantsThem() throws Exception {
        String topic = topicOf(1);
        KafkaSource<String> source =
                source().topics(topic)
                        .groupId(topic)
                        .commitOffsetsOnCheckpoints(false)
                        .bounded(OffsetsInitializer.latest())
                        .build();
        try (SourceRun<String> run = new SourceRun<>(source, 1, null)) {
            run.untilEnd();
            run.snapshot();
            run.complete();
        }

        assertThat(committed(topic)).isEmpty();
    }

    private static Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> offsets = new java.util.HashMap<>();
        try {
            BROKER.admin()
                    .listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(30, TimeUnit.SECONDS)
                    .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
        return offsets;
    }

    @Test
    void rule17_aPartitionIsCaughtUpOnlyAtItsEnd() throws Exception {
        String topic = topicOf(100);
        KafkaSource<String> source =
                source().topics(topic).property("max.poll.records", "10").build();
        try (SourceRun<String> run = new SourceRun<>(source, 1, null)) {
            run.until(() -> run.records().size() >= 20);
            assertThat(run.records()).hasSizeLessThan(200);
            assertThat(run.caughtUp(2)).isFalse();
            run.until(() -> run.caughtUp(2));

            assertThat(run.records()).hasSize(200);
            assertThat(run.gauge("recordsLag." + topic + "-0")).isZero();
            BROKER.produce(topic, 0, numbered("c", 0, 30));
            run.until(() -> run.records().size() > 200);
            run.until(() -> run.caughtUp(2));
            assertThat(run.records()).hasSize(230);
        }
    }

    @Test
    void rule17_aPartitionWithAnOpenTransactionIsNotAtItsEnd() throws Exception {
        String topic = BROKER.createTopic(1);
        BROKER.produce(topic, 0, List.of("before"));
        try (KafkaProducer<String, String> producer =
                        BROKER.producer(Map.of("transactional.id", topic));
                SourceRun<String> run = new SourceRun<>(source().topics(topic).build(), 1, null)) {
            run.until(() -> run.caughtUp(1));
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "open"));
            producer.flush();
            run.until(() -> !run.caughtUp(1));
            assertThat(run.records()).containsExactly("before");
            producer.commitTransaction();
            run.until(() -> run.caughtUp(1));

            assertThat(run.records()).containsExactly("before", "open");
        }
    }

    @Test
    void watermarksWaitUntilThePartitionsOfTheStartAreAssigned() throws Exception {
        String topic = topicOf(1);
        try (SourceRun<String> run = new SourceRun<>(source().topics(topic).build(), 2, null)) {
            run.until(() -> run.records().size() == 2);

            assertThat(run.events().get(0)).isEqualTo("hold");
            assertThat(run.events())
                    .containsSubsequence("assign " + topic + "-0", "let go")
                    .containsSubsequence("assign " + topic + "-1", "let go");
        }
    }

    @Test
    void messagesDeletedBeforeTheyWereReadAreAnError() throws Exception {
        String topic = topicOf(10);
        TopicPartition first = new TopicPartition(topic, 0);
        BROKER.admin()
                .deleteRecords(Map.of(first, RecordsToDelete.beforeOffset(5)))
                .all()
                .get(30, TimeUnit.SECONDS);
        KafkaSourceBuilder<String> source =
                source().partitions(List.of(first))
                        .startingOffsets(OffsetsInitializer.offsets(Map.of(first, 2L)))
                        .bounded(OffsetsInitializer.latest());

        assertThatThrownBy(() -> readAll(source))
                .hasMessageContaining(topic + "-0")
                .hasMessageContaining("auto.offset.reset");
        assertThat(readAll(source.property("auto.offset.reset", "earliest")))
                .containsExactlyElementsOf(numbered("a", 5, 10));
    }

    @Test
    void aMessageThatCannotBeReadFailsTheJobWithItsPlace() throws Exception {
        String topic = BROKER.createTopic(1);
        BROKER.produce(topic, 0, List.of("1", "x", "3"));
        KafkaSource<Integer> failing = numbers(topic).build();
        try (SourceRun<Integer> run = new SourceRun<>(failing, 1, null)) {
            assertThatThrownBy(run::untilEnd)
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.BAD_RECORD))
                    .hasMessageContaining("topic=" + topic + " partition=0 offset=1 reason=[For");
        }
    }

    @Test
    void aMessageThatCannotBeReadIsSkippedOrSentElsewhere() throws Exception {
        String topic = BROKER.createTopic(1);
        BROKER.produce(topic, 0, List.of("1", "x", "3"));
        try (SourceRun<Integer> run =
                new SourceRun<>(numbers(topic).onUnreadable(ErrorPolicy.skip()).build(), 1, null)) {
            run.untilEnd();
            assertThat(run.records()).containsExactly(1, 3);
            assertThat(run.counter("recordsSkipped")).isEqualTo(1);
        }
        OutputTag<BadKafkaRecord> bad = OutputTag.of("bad", BadKafkaRecord.class);
        try (SourceRun<Integer> run =
                new SourceRun<>(
                        numbers(topic).onUnreadable(ErrorPolicy.deadLetter(bad)).build(),
                        1,
                        null)) {
            run.untilEnd();
            assertThat(run.records()).containsExactly(1, 3);
            assertThat(run.counter("recordsDeadLettered")).isEqualTo(1);
            assertThat(run.sideRecords())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            BadKafkaRecord.class,
                            record -> {
                                assertThat(record.topic()).isEqualTo(topic);
                                assertThat(record.offset()).isEqualTo(1);
                                assertThat(record.value()).asString().isEqualTo("x");
                                assertThat(record.reason()).contains("\"x\"");
                                assertThat(record.stack()).contains("NumberFormatException");
                            });
        }
    }

    private static KafkaSourceBuilder<Integer> numbers(String topic) {
        return KafkaSource.<Integer>builder()
                .bootstrapServers(BROKER.address())
                .topics(topic)
                .bounded(OffsetsInitializer.latest())
                .deserializer(message -> Integer.valueOf(new String(message.value())));
    }

    @Test
    void aSourceThatLacksSomethingIsNotBuilt() {
        assertThatThrownBy(() -> KafkaSource.builder().build())
                .hasMessageContaining("needs bootstrapServers");
        assertThatThrownBy(() -> source().build()).hasMessageContaining("needs one of topics");
        assertThatThrownBy(() -> source().topics("a").topics("b"))
                .hasMessageContaining("takes one of");
        assertThatThrownBy(
                        () ->
                                source().topics("a")
                                        .startingOffsets(OffsetsInitializer.committedOffsets())
                                        .build())
                .hasMessageContaining("needs groupId");
    }
}
