/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.ProcessJoinFunction;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.runtime.testkit.CallSink;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole jobs with an interval join, compared with all pairs that there are. */
class IntervalJoinJobTest {
    private static final int KEYS = 20;
    private static final long COUNT = 6_000;
    private static final long LOWER = -30;
    private static final long UPPER = 70;
    private static final String AT_ONCE =
            "sampo.restart { strategy = fixed-delay, delay = 1ms, max-attempts = 50 }\n";
    private static final String NEVER = "sampo.restart.strategy = none\n";

    /** How often each pair came out. */
    private static final ConcurrentMap<Pair, Integer> SEEN = new ConcurrentHashMap<>();

    /** Pairs until the operator fails; negative for never. */
    private static final AtomicLong UNTIL_FAILURE = new AtomicLong();

    private static volatile boolean slow;

    @TempDir private Path directory;

    @BeforeEach
    void reset() {
        SEEN.clear();
        UNTIL_FAILURE.set(-1);
        slow = false;
    }

    /** Two numbers that met. */
    record Pair(long left, long right) {}

    private record Slow() implements Numbers.Hook {
        private static final long serialVersionUID = 1L;

        @Override
        public void emit(long number) {
            for (int i = 0; slow && i < 5000; i++) {
                Thread.onSpinWait();
            }
        }
    }

    private static final class PairUp extends ProcessJoinFunction<Long, Long, Pair> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Long left, Long right, Context context, Collector<Pair> out) {
            if (UNTIL_FAILURE.get() >= 0 && UNTIL_FAILURE.getAndDecrement() == 0) {
                throw new IllegalStateException("own");
            }
            out.collect(new Pair(left, right));
        }
    }

    private StreamEnvironment write(String settings) {
        StreamEnvironment env = TestJobs.env(settings + TestJobs.checkpoints(directory, "20ms"));
        numbers(env, "left")
                .keyBy(number -> number % KEYS)
                .intervalJoin(numbers(env, "right").keyBy(number -> number % KEYS))
                .between(Duration.ofMillis(LOWER), Duration.ofMillis(UPPER))
                .process(new PairUp())
                .name("join")
                .sinkTo(CallSink.to(pair -> SEEN.merge(pair, 1, Integer::sum)))
                .name("sink");
        return env;
    }

    private static DataStream<Long> numbers(StreamEnvironment env, String name) {
        return env.fromSource(
                Numbers.upTo(COUNT).in(3).with(new Slow()),
                WatermarkStrategy.forMonotonousTimestamps(),
                name);
    }

    private static Set<Pair> allPairs() {
        Set<Pair> pairs = new HashSet<>();
        for (long left = 0; left < COUNT; left++) {
            for (long right = Math.max(0, left + LOWER);
                    right < Math.min(COUNT, left + UPPER + 1);
                    right++) {
                if (left % KEYS == right % KEYS) {
                    pairs.add(new Pair(left, right));
                }
            }
        }
        return pairs;
    }

    private static String with(int parallelism, String backend) {
        return "sampo.parallelism = %d, sampo.state.backend = %s\n".formatted(parallelism, backend);
    }

    @ParameterizedTest
    @CsvSource({"1, heap", "2, heap", "3, heap", "2, rocksdb"})
    void rule66_afterAFailureNoPairIsMissing(int parallelism, String backend) {
        slow = true;
        JobClient job = write(AT_ONCE + with(parallelism, backend)).executeAsync("job");
        TestJobs.until(
                job, "a checkpoint is complete", () -> job.progress().lastCheckpointId() > 1);
        UNTIL_FAILURE.set(100);
        TestJobs.until(job, "the operator fails", () -> UNTIL_FAILURE.get() < 0);
        slow = false;

        assertThat(TestJobs.finish(job).attempts()).isEqualTo(2);
        assertThat(SEEN.keySet()).isEqualTo(allPairs());
    }

    @ParameterizedTest
    @CsvSource({"1, 3, heap", "2, 1, heap", "2, 3, heap", "3, 2, rocksdb"})
    void rule66_withAnotherParallelismEachPairComesOnce(int before, int after, String backend) {
        slow = true;
        JobClient first = write(NEVER + with(before, backend)).executeAsync("first");
        TestJobs.until(
                first,
                "records are read",
                () -> first.result().isDone() || first.progress().recordsRead() > COUNT / 2);
        Path savepoint = TestJobs.get(first, first.stopWithSavepoint(false));
        TestJobs.finish(first);
        slow = false;

        String from = "sampo.checkpoint.restore.from = \"" + savepoint + "\"\n";
        TestJobs.finish(write(NEVER + from + with(after, backend)).executeAsync("second"));

        assertThat(SEEN.keySet()).isEqualTo(allPairs());
        assertThat(SEEN.values()).containsOnly(1);
    }
}
