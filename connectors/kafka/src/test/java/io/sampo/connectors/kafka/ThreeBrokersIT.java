/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sampo.connectors.kafka.source.KafkaSource;
import io.sampo.connectors.kafka.source.OffsetsInitializer;
import io.sampo.connectors.kafka.testkit.BrokerCluster;
import io.sampo.connectors.kafka.testkit.Feed;
import io.sampo.connectors.kafka.testkit.RunningSums;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.StreamEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job from topic to topic while something happens to the three brokers: nothing is lost, nothing
 * is there twice, and each key keeps its order.
 */
class ThreeBrokersIT {
    @RegisterExtension static final BrokerCluster BROKERS = new BrokerCluster();

    private static final int COUNT = 30_000;
    private static final int HELD = 3_000;
    private static final int RATE = 4_000;

    /** Some records come all the time: without one nothing fails that should fail at a record. */
    private static final int HELD_RATE = 20;

    private static final int PARTITIONS = RunningSums.PARTITIONS;
    private static final int MORE_PARTITIONS = 5;
    private static final long LIMIT_SECONDS = 180;
    private static final int MOST_ATTEMPTS = 2;

    /** Whether the job is to fail at its next record. */
    private static final AtomicBoolean FAILS = new AtomicBoolean();

    @TempDir private Path directory;

    private String in;
    private String out;
    private JobClient job;

    /** What happens while the job runs. */
    private interface Disturbance {
        void happen() throws Exception;
    }

    @AfterEach
    void mend() throws Exception {
        BROKERS.mend();
    }

    @Test
    void eachPartitionGetsAnotherLeader() throws Exception {
        // The producers and consumers are told, and ask the new leader.
        assertThat(attemptsOf(this::moveLeaders)).isEqualTo(1);
    }

    private void moveLeaders() throws Exception {
        Map<TopicPartition, Integer> before = leaders();
        Map<TopicPartition, Optional<NewPartitionReassignment>> moves = new HashMap<>();
        before.forEach(
                (partition, leader) -> {
                    int second = leader % BrokerCluster.NODES + 1;
                    int third = second % BrokerCluster.NODES + 1;
                    moves.put(
                            partition,
                            Optional.of(
                                    new NewPartitionReassignment(List.of(second, third, leader))));
                });
        BROKERS.admin().alterPartitionReassignments(moves).all().get(30, TimeUnit.SECONDS);
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () ->
                                BROKERS.admin()
                                        .listPartitionReassignments()
                                        .reassignments()
                                        .get()
                                        .isEmpty());
        BROKERS.admin()
                .electLeaders(ElectionType.PREFERRED, before.keySet())
                .all()
                .get(30, TimeUnit.SECONDS);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> leaders().entrySet().stream().noneMatch(before.entrySet()::contains));
    }

    private Map<TopicPartition, Integer> leaders() throws Exception {
        Map<TopicPartition, Integer> leaders = new HashMap<>();
        for (String topic : Set.of(in, out)) {
            for (int i = 0; i < PARTITIONS; i++) {
                TopicPartition partition = new TopicPartition(topic, i);
                leaders.put(partition, BROKERS.leader(partition));
            }
        }
        return leaders;
    }

    @Test
    void aBrokerThatLeadsIsKilledAndComesBack() throws Exception {
        Disturbance killed =
                () -> {
                    int leader = BROKERS.leader(new TopicPartition(out, 0));
                    BROKERS.kill(leader);
                    await().atMost(Duration.ofSeconds(30))
                            .ignoreExceptions()
                            .until(() -> BROKERS.leader(new TopicPartition(out, 0)) != leader);
                    BROKERS.start(leader);
                };

        assertThat(attemptsOf(killed)).isLessThanOrEqualTo(MOST_ATTEMPTS);
    }

    @Test
    void rule62_aRestartCommitsAndFencesThoughABrokerIsGone() throws Exception {
        Disturbance failsMeanwhile =
                () -> {
                    int leader = BROKERS.leader(new TopicPartition(out, 0));
                    BROKERS.kill(leader);
                    FAILS.set(true);
                    // A client may wait 30 s for the answer of a broker that is gone.
                    await().atMost(Duration.ofSeconds(LIMIT_SECONDS)).until(() -> !FAILS.get());
                    // The cluster needs some seconds to miss the broker, and attempts fail
                    // meanwhile.
                    awaitCheckpoints(job);
                    BROKERS.start(leader);
                };

        assertThat(attemptsOf(failsMeanwhile)).isGreaterThanOrEqualTo(2);
    }

    private static String failing(String number) {
        if (FAILS.compareAndSet(true, false)) {
            throw new IllegalStateException("on purpose");
        }
        return number;
    }

    @Test
    void aBrokerHangsForAWhile() throws Exception {
        Disturbance hangs =
                () -> {
                    int leader = BROKERS.leader(new TopicPartition(in, 0));
                    BROKERS.stop(leader);
                    // The pause is what is tested, here and below.
                    TimeUnit.SECONDS.sleep(4);
                    BROKERS.resume(leader);
                };

        assertThat(attemptsOf(hangs)).isLessThanOrEqualTo(MOST_ATTEMPTS);
    }

    @Test
    void allBrokersAreGoneForAWhile() throws Exception {
        assertThat(attemptsOf(() -> allGoneFor(5))).isLessThanOrEqualTo(MOST_ATTEMPTS);
    }

    @Test
    @Tag("long")
    void allBrokersAreGoneForHalfAMinute() throws Exception {
        assertThat(attemptsOf(() -> allGoneFor(30))).isLessThanOrEqualTo(MOST_ATTEMPTS);
    }

    private static void allGoneFor(int seconds) throws Exception {
        for (int id = 1; id <= BrokerCluster.NODES; id++) {
            BROKERS.kill(id);
        }
        TimeUnit.SECONDS.sleep(seconds);
        for (int id = 1; id <= BrokerCluster.NODES; id++) {
            BROKERS.start(id);
        }
    }

    /** Runs the job while it happens, and returns how often the job was started. */
    private int attemptsOf(Disturbance disturbance) throws Exception {
        in = BROKERS.createTopic(PARTITIONS);
        out = BROKERS.createTopic(PARTITIONS);
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (int i = 0; i < PARTITIONS; i++) {
            ends.put(new TopicPartition(in, i), (long) COUNT / PARTITIONS);
        }
        KafkaSource<String> numbers =
                RunningSums.source(BROKERS.address(), in, out)
                        .bounded(OffsetsInitializer.offsets(ends))
                        .build();
        Feed.Plan plan =
                new Feed.Plan(
                        in,
                        PARTITIONS,
                        number -> RunningSums.value(number, PARTITIONS),
                        COUNT,
                        HELD,
                        RATE,
                        HELD_RATE);
        JobResult result;
        try (Feed feed = Feed.start(BROKERS, plan)) {
            job = start(numbers);
            awaitCheckpoints(job);
            disturbance.happen();
            awaitCheckpoints(job);
            feed.release();
            feed.awaitEnd();
            result = job.result().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        }
        BROKERS.awaitWhole();
        check(RunningSums.expected(COUNT, PARTITIONS));
        return result.attempts();
    }

    private void check(Map<String, List<String>> expected) throws Exception {
        assertThat(RunningSums.read(BROKERS, out)).isEqualTo(expected);
        assertThat(BROKERS.openTransactions(out)).isEmpty();
    }

    private JobClient start(KafkaSource<String> numbers) {
        StreamEnvironment env =
                StreamEnvironment.local()
                        .setParallelism(2)
                        .enableCheckpointing(
                                Duration.ofMillis(200), directory.resolve("checkpoints"))
                        .set("sampo.restart.strategy", "fixed-delay")
                        .set("sampo.restart.delay", Duration.ofMillis(500));
        RunningSums.build(env, BROKERS.address(), numbers, out, ThreeBrokersIT::failing);
        return env.executeAsync("running sums");
    }

    /** Waits until checkpoints are complete that were begun after this call. */
    private static void awaitCheckpoints(JobClient job) {
        long before = job.progress().lastCheckpointId();
        await().atMost(Duration.ofSeconds(LIMIT_SECONDS))
                .until(
                        () ->
                                job.result().isDone()
                                        || job.progress().lastCheckpointId() > before + 2);
        assertThat(job.result()).isNotDone();
    }

    @Test
    void rule64_partitionsAreAddedWhileTheJobRuns() throws Exception {
        in = BROKERS.createTopic(PARTITIONS);
        out = BROKERS.createTopic(PARTITIONS);
        KafkaSource<String> numbers =
                RunningSums.source(BROKERS.address(), in, out)
                        .partitionDiscovery(Duration.ofMillis(300))
                        .build();
        job = start(numbers);
        Map<String, List<String>> expected = RunningSums.produce(BROKERS, in, COUNT / 10);
        awaitCheckpoints(job);
        BROKERS.admin()
                .createPartitions(Map.of(in, NewPartitions.increaseTo(MORE_PARTITIONS)))
                .all()
                .get(30, TimeUnit.SECONDS);
        for (int partition = PARTITIONS; partition < MORE_PARTITIONS; partition++) {
            String key = "new/" + partition;
            BROKERS.produce(in, partition, List.of(key + "=1", key + "=2", key + "=3"));
            expected.put(key, List.of(key + "=1", key + "=3", key + "=6"));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> RunningSums.read(BROKERS, out).keySet(), expected.keySet()::equals);
        job.stopWithSavepoint(false).get(LIMIT_SECONDS, TimeUnit.SECONDS);

        check(expected);
    }
}
