/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.connectors.kafka.testkit.BrokerCluster;
import io.sampo.connectors.kafka.testkit.Feed;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two jobs in processes of their own, each with half of the partitions of a topic, count in windows
 * what is written meanwhile, into another topic, on three brokers. Their processes are killed at
 * any moment and at each {@link HaltPoint}, the brokers too, and each process goes on with another
 * parallelism. At last a {@code read_committed} consumer must read what a plain loop computes, each
 * key in its order, and nothing must be left open. {@code -Dsampo.kafka.kill.seed=7} chooses other
 * moments.
 */
class KafkaKillIT {
    @RegisterExtension static final BrokerCluster BROKERS = new BrokerCluster();

    private static final long SEED = Long.getLong("sampo.kafka.kill.seed", 1);
    private static final int JOBS = 2;
    private static final int PARTITIONS_PER_JOB = NumberWindows.PARTITIONS / JOBS;

    /** Of those that come slowly: there are results to commit until the last kill. */
    private static final long HELD_RATE = 400;

    private static final long FIRST_KILL_MILLIS = 2_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final Random random = new Random(SEED);

    /**
     * How much is done.
     *
     * @param count of records
     * @param held how many of them come slowly until all kills are over
     * @param ratePerSecond of the others
     * @param rounds how often a process ends at each point, and how often at any moment
     * @param brokerKills how often a broker is killed
     * @param brokerPauseMillis the longest time between two such kills
     * @param intervalMillis between checkpoints
     * @param mostCheckpoints of a process that is to be killed
     */
    private record Size(
            long count,
            long held,
            long ratePerSecond,
            int rounds,
            int brokerKills,
            int brokerPauseMillis,
            long intervalMillis,
            int mostCheckpoints) {}

    @AfterEach
    void mend() throws Exception {
        BROKERS.mend();
    }

    @Test
    void rule62_eachRecordCountsOnceThoughProcessesAndABrokerAreKilled() throws Exception {
        run(new Size(300_000, 60_000, 20_000, 1, 1, 1_000, 200, 4));
    }

    @Test
    @Tag("long")
    void rule62_eachOfFiveMillionRecordsCountsOnce() throws Exception {
        run(new Size(5_000_000, 500_000, 17_000, 4, 5, 40_000, 1_000, 16));
    }

    private void run(Size size) throws Exception {
        String in = BROKERS.createTopic(NumberWindows.PARTITIONS);
        String out = BROKERS.createTopic(NumberWindows.PARTITIONS);
        List<KilledJob> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            KafkaRun.Job job =
                    new KafkaRun.Job(
                            directory.resolve("job" + i),
                            BROKERS.address(),
                            in,
                            out,
                            i * PARTITIONS_PER_JOB,
                            PARTITIONS_PER_JOB,
                            size.count() / NumberWindows.PARTITIONS);
            jobs.add(
                    new KilledJob(
                            job, size.intervalMillis(), size.mostCheckpoints(), random.nextLong()));
        }
        List<HaltPoint> ends = shuffledEnds(size.rounds());
        long begin = System.nanoTime();
        Feed.Plan plan =
                new Feed.Plan(
                        in,
                        NumberWindows.PARTITIONS,
                        String::valueOf,
                        size.count(),
                        size.held(),
                        size.ratePerSecond(),
                        HELD_RATE);
        ExecutorService threads = Executors.newFixedThreadPool(JOBS);
        try (Feed feed = Feed.start(BROKERS, plan)) {
            List<Future<Void>> killed = new ArrayList<>();
            for (int i = 0; i < JOBS; i++) {
                KilledJob job = jobs.get(i);
                int half = ends.size() / JOBS;
                List<HaltPoint> own = ends.subList(i * half, (i + 1) * half);
                killed.add(
                        threads.submit(
                                () -> {
                                    job.killAt(own);
                                    return null;
                                }));
            }
            killBrokers(size);
            for (Future<Void> each : killed) {
                each.get();
            }
            feed.release();
            List<Future<Void>> finished = new ArrayList<>();
            for (KilledJob job : jobs) {
                finished.add(
                        threads.submit(
                                () -> {
                                    job.finish();
                                    return null;
                                }));
            }
            feed.awaitEnd();
            for (Future<Void> each : finished) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        report(size, ends.size(), System.nanoTime() - begin, jobs);
        BROKERS.awaitWhole();
        assertThat(results(out))
                .as("seed=%d", SEED)
                .isEqualTo(NumberWindows.expected(size.count()));
        assertThat(BROKERS.openTransactions(out)).as("seed=%d", SEED).isEmpty();
    }

    private List<HaltPoint> shuffledEnds(int rounds) {
        List<HaltPoint> ends = new ArrayList<>();
        for (HaltPoint point : HaltPoint.values()) {
            // As often at any moment as at all points together.
            int times = point == HaltPoint.NONE ? HaltPoint.values().length - 1 : 1;
            ends.addAll(Collections.nCopies(rounds * times, point));
        }
        Collections.shuffle(ends, random);
        return ends;
    }

    private void killBrokers(Size size) throws Exception {
        for (int i = 0; i < size.brokerKills(); i++) {
            // The pauses are what varies.
            TimeUnit.MILLISECONDS.sleep(
                    FIRST_KILL_MILLIS + random.nextInt(size.brokerPauseMillis()));
            int broker = 1 + random.nextInt(BrokerCluster.NODES);
            BROKERS.kill(broker);
            TimeUnit.MILLISECONDS.sleep(random.nextInt((int) (2 * FIRST_KILL_MILLIS)));
            BROKERS.start(broker);
            BROKERS.awaitWhole();
        }
    }

    private static Map<String, List<String>> results(String topic) {
        Map<String, List<String>> found = new HashMap<>();
        for (ConsumerRecord<String, String> record : BROKERS.read(topic)) {
            found.computeIfAbsent(record.key(), key -> new ArrayList<>()).add(record.value());
        }
        return found;
    }

    private static void report(Size size, int kills, long nanos, List<KilledJob> jobs)
            throws Exception {
        long restarts = 0;
        for (KilledJob job : jobs) {
            restarts += job.restarts();
        }
        double seconds = nanos / 1e9;
        PrintStream out = System.out;
        out.printf(
                Locale.ROOT,
                "kafka: %,d records in %.0f s, %,.0f/s, %d processes killed (%d between pre-commit and"
                        + " the last commit), %d brokers killed, %d restarts besides, seed %d%n",
                size.count(),
                seconds,
                size.count() / seconds,
                kills,
                kills / 2,
                size.brokerKills(),
                restarts,
                SEED);
    }
}
