/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.connectors.kafka.source.KafkaSource;
import io.sampo.connectors.kafka.source.OffsetsInitializer;
import io.sampo.connectors.kafka.testkit.KafkaBroker;
import io.sampo.connectors.kafka.testkit.RunningSums;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.StreamEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From topic to topic, in a job that fails. */
class KafkaJobsTest {
    @RegisterExtension static final KafkaBroker BROKER = new KafkaBroker();

    private static final int RECORDS = 30_000;
    private static final int FAILURES = 20;
    private static final long LIMIT_SECONDS = 120;
    private static final long PAUSE_NANOS = 60_000;

    /** Calls of the disturbed operator, over all attempts, at which it fails. */
    private static final Set<Integer> FAILS_AT = new HashSet<>();

    private static final AtomicInteger CALLS = new AtomicInteger();

    @TempDir Path directory;

    private static String disturbed(String record) {
        if (FAILS_AT.contains(CALLS.incrementAndGet())) {
            throw new IllegalStateException("on purpose");
        }
        return RunningSums.slowed(record, PAUSE_NANOS);
    }

    @Test
    void rule62_fromTopicToTopicEachRecordCountsOnceThoughTheJobFails() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        CALLS.set(0);
        FAILS_AT.clear();
        int at = 0;
        for (int i = 0; i < FAILURES; i++) {
            at += 100 + random.nextInt(2 * RECORDS / FAILURES - 100);
            FAILS_AT.add(Math.min(at, RECORDS - FAILURES + i));
        }
        String in = BROKER.createTopic(RunningSums.PARTITIONS);
        String out = BROKER.createTopic(RunningSums.PARTITIONS);
        Map<String, List<String>> expected = RunningSums.produce(BROKER, in, RECORDS);
        StreamEnvironment env =
                StreamEnvironment.local()
                        .setParallelism(2)
                        .enableCheckpointing(
                                Duration.ofMillis(100), directory.resolve("checkpoints"))
                        .set("sampo.restart.strategy", "fixed-delay")
                        .set("sampo.restart.delay", Duration.ofMillis(1))
                        .set("sampo.restart.max-attempts", FAILURES + 1);
        KafkaSource<String> numbers =
                RunningSums.source(BROKER.address(), in, out)
                        .bounded(OffsetsInitializer.latest())
                        .build();
        RunningSums.build(env, BROKER.address(), numbers, out, KafkaJobsTest::disturbed);

        JobResult result =
                env.executeAsync("topic-to-topic").result().get(LIMIT_SECONDS, TimeUnit.SECONDS);

        // Two subtasks may fail in one attempt.
        assertThat(result.attempts()).as("seed=%d", seed).isBetween(FAILURES / 2, FAILURES + 1);
        assertThat(RunningSums.read(BROKER, out)).as("seed=%d", seed).isEqualTo(expected);
        assertThat(BROKER.openTransactions(out)).as("seed=%d", seed).isEmpty();
    }
}
