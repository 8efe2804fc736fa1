/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.clickstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.job.ProgramArguments;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.samples.clickstream.broker.OwnBroker;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes into the output topics, against what looking at all input at once comes to. */
class ClickstreamTest {
    private static final long CLICKS = 12_000;
    private static final double CLICKS_PER_SECOND = 6_000;
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final long LIMIT_SECONDS = 120;

    private static OwnBroker broker;
    private static String servers;

    @TempDir Path directory;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = OwnBroker.start();
        servers = broker.awaitAddress();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({"2, heap", "3, rocksdb"})
    void bothTopicsHaveWhatAPlainComputationComesTo(int parallelism, String backend)
            throws Exception {
        long seed = System.nanoTime();
        Traffic traffic = new Traffic(seed, CLICKS);
        Topics topics = Topics.prepare(servers);
        TrafficJob trafficJob = new TrafficJob(traffic, topics);
        StreamEnvironment environment =
                StreamEnvironment.local()
                        .setParallelism(parallelism)
                        .setStateBackend(backend)
                        .enableCheckpointing(Duration.ofMillis(200), directory);
        new ClickstreamJob(topics, trafficJob).build(environment, WINDOW);
        StreamEnvironment outside = StreamEnvironment.local();
        trafficJob.build(outside, CLICKS_PER_SECOND);

        JobClient job = environment.executeAsync("clickstream");
        outside.executeAsync("traffic").result().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        job.result().get(LIMIT_SECONDS, TimeUnit.SECONDS);

        PlainClickstream expected = PlainClickstream.of(traffic, WINDOW);
        assertThat(expected.enriched()).as("seed=%d", seed).hasSizeGreaterThan(100);
        assertThat(CommittedRecords.byUser(topics, Topics.ENRICHED, EnrichedClick.class))
                .as("seed=%d", seed)
                .isEqualTo(expected.enriched());
        assertThat(CommittedRecords.byUser(topics, Topics.METRICS, UserMetrics.class))
                .as("seed=%d", seed)
                .isEqualTo(expected.metrics());
    }

    @Test
    void theProgramPrintsWhatGoesInAndOut() throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        System.setOut(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            new Clickstream()
                    .run(
                            new ProgramArguments(
                                    Map.of(
                                            "--bootstrap",
                                            servers,
                                            "--clicks",
                                            "6000",
                                            "--window",
                                            "60")));
        } finally {
            System.setOut(before);
        }

        PlainClickstream expected =
                PlainClickstream.of(new Traffic(1, 6_000), Duration.ofMinutes(1));
        long enriched = expected.enriched().values().stream().mapToLong(each -> each.size()).sum();
        long metrics = expected.metrics().values().stream().mapToLong(each -> each.size()).sum();
        assertThat(heard.toString(StandardCharsets.UTF_8))
                .containsPattern("\\d s  in: [\\d,]+ clicks, \\d+ profiles  out: [\\d,]+ enriched")
                .contains("6,000 clicks and 300 user_profiles in")
                .contains(
                        String.format(
                                Locale.ROOT,
                                "%,d enriched_clicks and %,d user_metrics out",
                                enriched,
                                metrics))
                .containsPattern("user-\\d+ +00:\\d\\d:00  00:\\d\\d:00 +\\d+ +\\d+ +\\d+");
    }
}
