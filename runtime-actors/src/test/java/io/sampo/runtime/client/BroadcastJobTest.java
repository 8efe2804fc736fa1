/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedBroadcastProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.stream.BroadcastStream;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.runtime.testkit.CallSink;
import io.sampo.runtime.testkit.Numbers;
import io.sampo.runtime.testkit.TestJobs;
import io.sampo.state.BroadcastState;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole jobs with broadcast state, a failure in the middle, and other parallelisms. */
class BroadcastJobTest {
    private static final int KEYS = 50;
    private static final long COUNT = 10_000;
    private static final long RULES = 2_000;
    private static final String AT_ONCE =
            "sampo.restart { strategy = fixed-delay, delay = 1ms, max-attempts = 50 }\n";
    private static final String NEVER = "sampo.restart.strategy = none\n";

    private static final StateDescriptor.Mapping<String, Long> SUMS =
            StateDescriptor.map("sums", String.class, Long.class);

    /** The highest that came out, by key. */
    private static final ConcurrentMap<Long, Seen> SEEN = new ConcurrentHashMap<>();

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

    /** What a key has seen: its own records, and all rules with their sum. */
    record Seen(long key, long records, long rules, long sum) {
        static Seen max(Seen a, Seen b) {
            return new Seen(
                    a.key,
                    Math.max(a.records, b.records),
                    Math.max(a.rules, b.rules),
                    Math.max(a.sum, b.sum));
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

    /** Counts records by key and adds up rules; tells both when the last timer fires. */
    private static final class Look extends KeyedBroadcastProcessFunction<Long, Long, Long, Seen> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Long> records;

        @Override
        public void open(RuntimeContext context) {
            records = context.getState(StateDescriptor.value("records", Long.class));
        }

        @Override
        @SuppressWarnings("NullAway") // set in open
        public void processElement(Long value, ReadOnlyContext<Long> context, Collector<Seen> out) {
            if (UNTIL_FAILURE.get() >= 0 && UNTIL_FAILURE.getAndDecrement() == 0) {
                throw new IllegalStateException("own");
            }
            Long before = records.value();
            records.update(before == null ? 1 : before + 1);
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE - 1);
        }

        @Override
        public void processBroadcastElement(Long rule, Context<Long> context, Collector<Seen> out) {
            BroadcastState<String, Long> sums = context.getBroadcastState(SUMS);
            add(sums, "count", 1);
            add(sums, "sum", rule);
        }

        private static void add(BroadcastState<String, Long> sums, String name, long number) {
            Long before = sums.get(name);
            sums.put(name, before == null ? number : before + number);
        }

        @Override
        @SuppressWarnings("NullAway") // set in open and by now
        public void onTimer(long timestamp, OnTimerContext<Long> context, Collector<Seen> out) {
            out.collect(
                    new Seen(
                            context.getCurrentKey(),
                            records.value(),
                            context.getBroadcastState(SUMS).get("count"),
                            context.getBroadcastState(SUMS).get("sum")));
        }
    }

    private StreamEnvironment write(String settings) {
        StreamEnvironment env = TestJobs.env(settings + TestJobs.checkpoints(directory, "20ms"));
        BroadcastStream<Long> rules =
                env.fromSource(
                                Numbers.upTo(RULES).in(3).with(new Slow()),
                                WatermarkStrategy.forMonotonousTimestamps(),
                                "rules")
                        .broadcast(SUMS);
        env.fromSource(
                        Numbers.upTo(COUNT).in(3).with(new Slow()),
                        WatermarkStrategy.forMonotonousTimestamps(),
                        "records")
                .keyBy(number -> number % KEYS)
                .connect(rules)
                .process(new Look())
                .name("look")
                .sinkTo(CallSink.to(seen -> SEEN.merge(seen.key(), seen, Seen::max)))
                .name("sink");
        return env;
    }

    private static void assertEverySubtaskHasSeenAllOnce() {
        assertThat(SEEN).hasSize(KEYS);
        SEEN.forEach(
                (key, seen) ->
                        assertThat(seen)
                                .isEqualTo(
                                        new Seen(
                                                key,
                                                COUNT / KEYS,
                                                RULES,
                                                RULES * (RULES - 1) / 2)));
    }

    private static String with(int parallelism, String backend) {
        return "sampo.parallelism = %d, sampo.state.backend = %s\n".formatted(parallelism, backend);
    }

    @ParameterizedTest
    @CsvSource({"1, heap", "2, heap", "3, heap", "2, rocksdb"})
    void rule45_broadcastStateGoesOnFromTheCheckpoint(int parallelism, String backend) {
        slow = true;
        JobClient job = write(AT_ONCE + with(parallelism, backend)).executeAsync("job");
        TestJobs.until(
                job, "a checkpoint is complete", () -> job.progress().lastCheckpointId() > 1);
        UNTIL_FAILURE.set(100);
        TestJobs.until(job, "the operator fails", () -> UNTIL_FAILURE.get() < 0);
        slow = false;

        assertThat(TestJobs.finish(job).attempts()).isEqualTo(2);
        assertEverySubtaskHasSeenAllOnce();
    }

    @ParameterizedTest
    @CsvSource({"1, 3, heap", "2, 1, heap", "2, 3, heap", "3, 2, rocksdb"})
    void rule7_broadcastStateIsEverywhereWithAnotherParallelism(
            int before, int after, String backend) {
        slow = true;
        JobClient first = write(NEVER + with(before, backend)).executeAsync("first");
        TestJobs.until(
                first,
                "records are read",
                () -> first.result().isDone() || first.progress().recordsRead() > RULES);
        Path savepoint = TestJobs.get(first, first.stopWithSavepoint(false));
        TestJobs.finish(first);
        slow = false;
        assertThat(SEEN).as("no timer has fired").isEmpty();

        String from = "sampo.checkpoint.restore.from = \"" + savepoint + "\"\n";
        TestJobs.finish(write(NEVER + from + with(after, backend)).executeAsync("second"));

        assertEverySubtaskHasSeenAllOnce();
    }
}
