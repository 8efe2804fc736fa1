/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.operators.function.BroadcastProcessFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedBroadcastProcessFunction;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.JobStatus;
import io.sampo.operators.stream.KeyedStream;
import io.sampo.operators.stream.KeyedValue;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.runtime.testkit.EverythingJob;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import io.sampo.state.StateDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is special about jobs in bounded mode. */
class BatchJobTest {
    private static final String BATCH = "sampo.execution.runtime-mode = batch\n";
    private static final long COUNT = 20_000;
    private static final StateDescriptor.Mapping<Long, String> RULES =
            StateDescriptor.map("rules", Long.class, String.class);

    @TempDir private Path directory;

    @BeforeEach
    void reset() {
        EverythingJob.reset();
    }

    private static DataStream<Long> numbers(StreamEnvironment env, long count) {
        return env.fromSource(
                Numbers.upTo(count).in(7), WatermarkStrategy.forMonotonousTimestamps(), "numbers");
    }

    private static KeyedStream<Long, Long> byLastDigits(StreamEnvironment env) {
        return numbers(env, 1_000).keyBy(number -> number % 10);
    }

    private static <T> Map<Long, T> byKey(DataStream<KeyedValue<Long, T>> stream) {
        return stream.executeAndCollect().stream()
                .collect(Collectors.toMap(KeyedValue::key, KeyedValue::value));
    }

    @Test
    void runningResultsComeOnceForEachKey() {
        Map<Long, Long> counts =
                LongStream.range(0, 10).boxed().collect(Collectors.toMap(k -> k, k -> 100L));
        Map<Long, Long> sums =
                LongStream.range(0, 10)
                        .boxed()
                        .collect(Collectors.toMap(k -> k, k -> 100 * k + 49_500));
        List<Long> highest = LongStream.range(990, 1_000).boxed().toList();

        assertThat(byKey(byLastDigits(TestJobs.env(BATCH)).count())).isEqualTo(counts);
        assertThat(byKey(byLastDigits(TestJobs.env(BATCH)).sum(number -> number))).isEqualTo(sums);
        assertThat(byLastDigits(TestJobs.env(BATCH)).reduce(Math::max).executeAndCollect())
                .containsExactlyInAnyOrderElementsOf(highest);
        assertThat(byLastDigits(TestJobs.env(BATCH)).max(n -> n).executeAndCollect())
                .containsExactlyInAnyOrderElementsOf(highest);
    }

    /** Tells of everything that happens. */
    private static final class Witness extends KeyedProcessFunction<Long, Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Long number, Context<Long> context, Collector<String> out) {
            out.collect(
                    context.getCurrentKey()
                            + " at "
                            + context.timestamp()
                            + " after "
                            + context.timerService().currentWatermark());
            context.timerService().registerProcessingTimeTimer(number);
            context.timerService().registerEventTimeTimer(5);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<Long> context, Collector<String> out) {
            out.collect(context.getCurrentKey() + " " + context.timeDomain() + " " + timestamp);
        }
    }

    @Test
    void recordsComeKeyByKeyInTheOrderOfTheirTimes() {
        List<String> seen =
                TestJobs.env(BATCH + "sampo.parallelism = 1")
                        .fromElements(20L, 11L, 21L, 10L, 12L, 22L)
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<Long>forMonotonousTimestamps()
                                        .withTimestampAssigner((number, before) -> number % 10))
                        .keyBy(number -> number / 10)
                        .process(new Witness())
                        .executeAndCollect();

        Function<String, List<String>> ofKey =
                key ->
                        List.of(
                                key + " at 0 after " + Long.MIN_VALUE,
                                key + " at 1 after " + Long.MIN_VALUE,
                                key + " at 2 after " + Long.MIN_VALUE,
                                key + " EVENT_TIME 5",
                                key + " PROCESSING_TIME " + key + "0",
                                key + " PROCESSING_TIME " + key + "1",
                                key + " PROCESSING_TIME " + key + "2");
        List<String> oneFirst = new ArrayList<>(ofKey.apply("1"));
        oneFirst.addAll(ofKey.apply("2"));
        List<String> twoFirst = new ArrayList<>(ofKey.apply("2"));
        twoFirst.addAll(ofKey.apply("1"));
        assertThat(seen).isIn(oneFirst, twoFirst);
    }

    private static final class KeyedLookup
            extends KeyedBroadcastProcessFunction<Long, Long, Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(
                Long number, ReadOnlyContext<Long> context, Collector<String> out)
                throws Exception {
            out.collect(String.valueOf(context.getBroadcastState(RULES).get(number % 100)));
        }

        @Override
        public void processBroadcastElement(Long rule, Context<Long> context, Collector<String> out)
                throws Exception {
            context.getBroadcastState(RULES).put(rule, "known");
        }
    }

    private static final class Lookup extends BroadcastProcessFunction<Long, Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Long number, ReadOnlyContext context, Collector<String> out)
                throws Exception {
            out.collect(String.valueOf(context.getBroadcastState(RULES).get(number % 100)));
        }

        @Override
        public void processBroadcastElement(Long rule, Context context, Collector<String> out)
                throws Exception {
            context.getBroadcastState(RULES).put(rule, "known");
        }
    }

    /** The rules come from the same source as the rest, so neither can wait for the other. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void broadcastStreamsComeFirst(boolean keyed) {
        StreamEnvironment env = TestJobs.env(BATCH);
        DataStream<Long> all = numbers(env, COUNT);
        var rules = all.filter(number -> number >= COUNT - 100).map(n -> n % 100).broadcast(RULES);
        DataStream<String> looked =
                keyed
                        ? all.keyBy(number -> number % 7).connect(rules).process(new KeyedLookup())
                        : all.connect(rules).process(new Lookup());

        assertThat(looked.executeAndCollect()).isEqualTo(Collections.nCopies((int) COUNT, "known"));
    }

    private Path work() {
        return directory.resolve("work");
    }

    private List<Path> leftOver() throws IOException {
        if (!Files.exists(work())) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(work())) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    private StreamEnvironment spilling(String settings) {
        return TestJobs.env(
                BATCH
                        + settings
                        + "sampo.execution.sort-memory = 1m\n"
                        + "sampo.runtime.work-dir = \""
                        + work()
                        + "\"\n");
    }

    @Test
    void whatDoesNotFitIntoMemoryIsOnDiskMeanwhile() throws IOException {
        JobResult result = byDigits(spilling(""), "");

        assertThat(result.counters().get("sums/bytesSpilled")).isGreaterThan(200 * COUNT);
        assertThat(leftOver()).isEmpty();
    }

    private JobResult byDigits(StreamEnvironment env, String failAt) {
        numbers(env, COUNT)
                .map(number -> new KeyedValue<>(number % 1_000, "x".repeat(200)))
                .keyBy(KeyedValue::key)
                .reduce((a, b) -> a)
                .name("sums")
                .filter(
                        text -> {
                            if (!failAt.isEmpty()) {
                                throw new IllegalStateException(failAt);
                            }
                            return false;
                        })
                .print();
        return env.execute("texts");
    }

    @Test
    void aFailureLeavesNoFiles() throws IOException {
        assertThatThrownBy(() -> byDigits(spilling(""), "own")).hasMessageContaining("own");

        assertThat(leftOver()).isEmpty();
    }

    private void checkCommitted(long numbers) {
        Map<Long, Long> expected =
                LongStream.range(0, 100)
                        .boxed()
                        .collect(Collectors.toMap(key -> key, key -> numbers / 100));
        assertThat(EverythingJob.COMMITTED).isEqualTo(expected);
    }

    @Test
    void aRestartBeginsAnewAndSinksCommitOnceAtTheEnd() {
        AtomicBoolean failed = new AtomicBoolean();
        EverythingJob.act(
                place -> {
                    if (place.equals("process") && failed.compareAndSet(false, true)) {
                        throw new IllegalStateException("own");
                    }
                });
        StreamEnvironment env =
                TestJobs.env(
                        BATCH
                                + TestJobs.checkpoints(directory.resolve("chk"), "10ms")
                                + "sampo.restart { strategy = fixed-delay, delay = 1ms }");
        JobResult result =
                EverythingJob.write(env, Numbers.upTo(COUNT).in(3)).execute("everything");

        assertThat(result.attempts()).isEqualTo(2);
        checkCommitted(COUNT);
        assertThat(EverythingJob.COMMITS).as("once for each subtask").hasSize(2);
        assertThat(EverythingJob.RESTORED).hasValue(0);
        assertThat(directory.resolve("chk")).doesNotExist();
    }

    @Test
    void withoutARestartStrategyAFailureEndsTheJob() {
        EverythingJob.act(
                place -> {
                    if (place.equals("process")) {
                        throw new IllegalStateException("own");
                    }
                });
        StreamEnvironment env =
                TestJobs.env(BATCH + TestJobs.checkpoints(directory.resolve("chk"), "10ms"));

        assertThatThrownBy(() -> EverythingJob.write(env, Numbers.upTo(100)).execute("everything"))
                .hasMessageContaining("own")
                .hasMessageContaining("record 0 of this subtask");
        assertThat(EverythingJob.COMMITS).isEmpty();
    }

    @Test
    void thereAreNoSavepoints() {
        AtomicBoolean goOn = new AtomicBoolean();
        EverythingJob.act(
                place -> {
                    while (place.equals("emit") && !goOn.get()) {
                        Thread.onSpinWait();
                    }
                });
        JobClient job =
                EverythingJob.write(TestJobs.env(BATCH), Numbers.upTo(100))
                        .executeAsync("everything");
        TestJobs.until(job, "runs", () -> job.status() == JobStatus.RUNNING);
        var savepoint = job.savepoint();

        assertThatThrownBy(savepoint::get).hasMessageContaining("sampo.checkpoint.dir");
        goOn.set(true);
        job.result().join();
        checkCommitted(100);
    }
}
