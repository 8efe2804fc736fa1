/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedCoProcessFunction;
import io.sampo.operators.function.KeyedProcessFunction.Context;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.runtime.testkit.CallSink;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole jobs with an operator that has two inputs, keyed state, and a failure in the middle. */
class TwoInputJobTest {
    private static final int KEYS = 50;
    private static final long COUNT = 10_000;
    private static final String AT_ONCE =
            "sampo.restart { strategy = fixed-delay, delay = 1ms, max-attempts = 50 }\n";

    private static final String NEVER = "sampo.restart.strategy = none\n";

    /**
     * The highest counts that came out, by key. Counts that are too high show double processing.
     */
    private static final ConcurrentMap<Long, Counts> SEEN = new ConcurrentHashMap<>();

    /** Records until the operator fails; negative for never. */
    private static final AtomicLong UNTIL_FAILURE = new AtomicLong();

    private static volatile boolean slow;

    @TempDir private Path directory;

    @BeforeEach
    void reset() {
        SEEN.clear();
        UNTIL_FAILURE.set(-1);
        slow = false;
    }

    /** How many records of each input a key has had. */
    record Counts(long key, long left, long right) {
        static Counts max(Counts a, Counts b) {
            return new Counts(a.key, Math.max(a.left, b.left), Math.max(a.right, b.right));
        }
    }

    private record Slow() implements Numbers.Hook {
        private static final long serialVersionUID = 1L;

        @Override
        public void emit(long number) {
            for (int i = 0; slow && i < 5000; i++) {
                Thread.onSpinWait();
            }
        }
    }

    private static final class CountBoth
            extends KeyedCoProcessFunction<Long, Long, String, Counts> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Counts> state;

        @Override
        public void open(RuntimeContext context) {
            state = context.getState(StateDescriptor.value("counts", Counts.class));
        }

        @Override
        public void processElement1(Long value, Context<Long> context, Collector<Counts> out) {
            count(context.getCurrentKey(), 1, 0, out);
        }

        @Override
        public void processElement2(String value, Context<Long> context, Collector<Counts> out) {
            count(context.getCurrentKey(), 0, 1, out);
        }

        @SuppressWarnings("NullAway") // set in open
        private void count(long key, int left, int right, Collector<Counts> out) {
            if (UNTIL_FAILURE.get() >= 0 && UNTIL_FAILURE.getAndDecrement() == 0) {
                throw new IllegalStateException("own");
            }
            Counts before = state.value();
            Counts after =
                    before == null
                            ? new Counts(key, left, right)
                            : new Counts(key, before.left + left, before.right + right);
            state.update(after);
            out.collect(after);
        }
    }

    private StreamEnvironment write(String settings) {
        StreamEnvironment env = TestJobs.env(settings + TestJobs.checkpoints(directory, "20ms"));
        DataStream<Long> left = numbers(env, "left");
        DataStream<String> right = numbers(env, "right").map(number -> "n" + number);
        left.keyBy(number -> number % KEYS)
                .connect(right.keyBy(text -> Long.parseLong(text.substring(1)) % KEYS))
                .process(new CountBoth())
                .name("both")
                .sinkTo(CallSink.to(counts -> SEEN.merge(counts.key(), counts, Counts::max)))
                .name("sink");
        return env;
    }

    private static DataStream<Long> numbers(StreamEnvironment env, String name) {
        return env.fromSource(
                Numbers.upTo(COUNT).in(3).with(new Slow()),
                WatermarkStrategy.forMonotonousTimestamps(),
                name);
    }

    private static void assertAllCountedOnce() {
        assertThat(SEEN).hasSize(KEYS);
        for (Map.Entry<Long, Counts> seen : SEEN.entrySet()) {
            assertThat(seen.getValue())
                    .isEqualTo(new Counts(seen.getKey(), COUNT / KEYS, COUNT / KEYS));
        }
    }

    private static String with(int parallelism, String backend) {
        return "sampo.parallelism = %d, sampo.state.backend = %s\n".formatted(parallelism, backend);
    }

    @ParameterizedTest
    @CsvSource({"1, heap", "2, heap", "3, heap", "1, rocksdb", "2, rocksdb"})
    void rule47_afterAFailureBothInputsGoOnFromTheSameCut(int parallelism, String backend) {
        slow = true;
        JobClient job = write(AT_ONCE + with(parallelism, backend)).executeAsync("job");
        TestJobs.until(
                job, "a checkpoint is complete", () -> job.progress().lastCheckpointId() > 1);
        UNTIL_FAILURE.set(100);
        TestJobs.until(job, "the operator fails", () -> UNTIL_FAILURE.get() < 0);
        slow = false;

        assertThat(TestJobs.finish(job).attempts()).isEqualTo(2);
        assertAllCountedOnce();
    }

    @ParameterizedTest
    @CsvSource({"1, 3, heap", "2, 1, heap", "2, 3, heap", "2, 3, rocksdb", "3, 2, rocksdb"})
    void rule6_bothInputsGoOnWithAnotherParallelism(int before, int after, String backend) {
        slow = true;
        JobClient first = write(NEVER + with(before, backend)).executeAsync("first");
        TestJobs.until(
                first,
                "records are read",
                () -> first.result().isDone() || first.progress().recordsRead() > COUNT / 4);
        Path savepoint = TestJobs.get(first, first.stopWithSavepoint(false));
        TestJobs.finish(first);
        slow = false;
        long counted = SEEN.values().stream().mapToLong(c -> c.left() + c.right()).sum();
        assertThat(counted).isBetween(1L, 2 * COUNT - 1);

        String from = "sampo.checkpoint.restore.from = \"" + savepoint + "\"\n";
        TestJobs.finish(write(NEVER + from + with(after, backend)).executeAsync("second"));

        assertAllCountedOnce();
    }
}
