/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobStatus;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.testkit.HandMadeJobs;
import io.sampo.runtime.testkit.HandMadeJobs.Counted;
import io.sampo.runtime.testkit.TestJobs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalJobExecutorTest {
    private final LocalJobExecutor executor = new LocalJobExecutor();

    @Test
    void countsByKeyOverSeveralSubtasks() throws Exception {
        JobClient job =
                executor.submit(
                        HandMadeJobs.counting(
                                "counting", 100_000, 1000, 2, HandMadeJobs.settings("")),
                        getClass().getClassLoader());
        Map<Long, Long> highest = new ConcurrentHashMap<>();
        AtomicLong results = new AtomicLong();
        job.subscribe(
                "results",
                value -> {
                    Counted counted = (Counted) value;
                    highest.merge(counted.key(), counted.count(), Math::max);
                    results.incrementAndGet();
                });

        job.result().get(30, TimeUnit.SECONDS);

        assertThat(job.status()).isEqualTo(JobStatus.FINISHED);
        assertThat(results).hasValue(200_000);
        assertThat(highest)
                .hasSize(1000)
                .allSatisfy((key, count) -> assertThat(count).isEqualTo(200));
    }

    @Test
    void windowsOverAllRecordsRunInOneSubtask() {
        List<Long> sums =
                TestJobs.env("sampo.state.backend = rocksdb")
                        .fromCollection(LongStream.range(0, 1_000).boxed().toList())
                        .rebalance()
                        .map(n -> n)
                        .countWindowAll(100)
                        .reduce(Long::sum)
                        .executeAndCollect();

        assertThat(sums).hasSize(10);
        assertThat(sums.stream().mapToLong(sum -> sum).sum()).isEqualTo(499_500);
    }

    /** The environment may have it for commands that speak to nodes. */
    @Test
    void aTokenThatIsOfNoUseMattersToNodesOnly() {
        List<Integer> numbers =
                TestJobs.env("sampo.network.token = short").fromElements(7).executeAndCollect();

        assertThat(numbers).containsExactly(7);
    }

    @Test
    void aWrongSettingOfTheNetworkIsToldAlsoWithoutOne() {
        StreamEnvironment env = TestJobs.env("sampo.network.tokn = short");

        assertThatThrownBy(() -> env.fromElements(7).executeAndCollect())
                .hasMessageContaining("sampo.network.tokn");
    }

    @Test
    void reportsTheProblemsOfAllSettingsAtOnce() {
        StreamEnvironment env =
                StreamEnvironment.local(
                        ConfigFactory.parseString(
                                "sampo { paralelism = 2, runtim { x = 1 }, watermark.interval = soon,"
                                        + " runtime.local-channel-credits = few, restart = 3,"
                                        + " checkpoint.intervall = 5s, checkpoint.dir { a = 1 },"
                                        + " state.backend = disk }"));
        env.fromElements(1).map(n -> n).print();

        assertThatThrownBy(() -> env.execute("wrong"))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_SETTING))
                .hasMessageContainingAll(
                        "8 settings are wrong:",
                        "sampo.paralelism = 2 (String: 1): no such setting. Did you mean"
                                + " sampo.parallelism?",
                        "sampo.runtim = {x=1} (String: 1): no such setting. Did you mean"
                                + " sampo.runtime?",
                        "sampo.watermark.interval = soon (String: 1): expected a duration",
                        "sampo.runtime.local-channel-credits = few (String: 1): expected",
                        "sampo.restart = 3 (String: 1): expected a section",
                        "sampo.checkpoint.intervall = 5s (String: 1): no such setting. Did you mean",
                        "sampo.checkpoint.dir = {a=1} (String: 1): expected a path",
                        "sampo.state.backend = disk (String: 1): expected one of heap, rocksdb");
    }

    @Test
    void reportsTheProblemsOfItsOwnSectionsAtOnce() {
        JobGraph job =
                HandMadeJobs.counting(
                        "counting",
                        1,
                        1,
                        1,
                        HandMadeJobs.settings(
                                "sampo { restart.delay = soon, state.backend = disk }"));

        assertThatThrownBy(() -> executor.submit(job, getClass().getClassLoader()))
                .hasMessageContainingAll("sampo.restart.delay", "sampo.state.backend");
    }

    @Test
    void takesCheckpointsWhileItRuns(@TempDir Path directory) throws Exception {
        String settings = "sampo.checkpoint { interval = 20ms, dir = \"" + directory + "\" }";
        JobClient job =
                executor.submit(
                        HandMadeJobs.counting(
                                "counting", 500_000, 1000, 2, HandMadeJobs.settings(settings)),
                        getClass().getClassLoader());
        AtomicLong results = new AtomicLong();
        job.subscribe("results", value -> results.incrementAndGet());

        job.result().get(60, TimeUnit.SECONDS);

        assertThat(results).hasValue(1_000_000);
        assertThat(job.progress().lastCheckpointId()).isPositive();
    }
}
