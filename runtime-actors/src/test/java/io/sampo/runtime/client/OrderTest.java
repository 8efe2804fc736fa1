/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.ProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.testkit.TestJobs;
import io.sampo.state.ListState;
import io.sampo.state.MapState;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user's code may rely on about order and threads. */
class OrderTest {
    private static final int RECORDS = 20_000;
    private static final int PRODUCERS = 3;
    private static final int KEYS = 7;

    /** With what they keep, more than the smallest cache holds. */
    private static final int MANY_KEYS = 6_000;

    @TempDir private Path directory;

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void rule74_recordsOfOneProducerAndKeyKeepTheirOrder() {
        StreamEnvironment env = TestJobs.env(TestJobs.checkpoints(directory, "20ms"));
        List<Integer> numbers = IntStream.range(0, RECORDS).boxed().toList();

        List<String> seen =
                env.fromCollection(numbers)
                        .name("numbers")
                        .rebalance()
                        .process(new Produce())
                        .name("produce")
                        .setParallelism(PRODUCERS)
                        .keyBy(Produced::key)
                        .process(new CheckOrder())
                        .name("check")
                        .setParallelism(2)
                        .executeAndCollect();

        assertThat(seen).hasSize(RECORDS).containsOnly("in order");
    }

    /** Each record sees what the one before it of its key has written, however state is read. */
    @ParameterizedTest
    @ValueSource(strings = {"heap", "rocksdb"})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void rule43_recordsOfAKeyFollowEachOtherWhileStateIsReadAhead(String backend) {
        StreamEnvironment env =
                TestJobs.env(
                        TestJobs.checkpoints(directory, "20ms")
                                + "sampo.state { backend = "
                                + backend
                                + ", managed-memory = 16m }\n");
        List<Integer> numbers = IntStream.range(0, RECORDS).boxed().toList();

        List<String> seen =
                env.fromCollection(numbers)
                        .name("numbers")
                        .keyBy(number -> number % MANY_KEYS)
                        .process(new FollowsTheLast())
                        .name("check")
                        .setParallelism(2)
                        .executeAndCollect();

        assertThat(seen).hasSize(RECORDS).containsOnly("in order");
    }

    /**
     * Records, timers and checkpoints of one subtask come one after the other; two that met would
     * find the mark of the other.
     */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void rule75_theCodeOfASubtaskRunsOneCallAtATime() {
        StreamEnvironment env = TestJobs.env(TestJobs.checkpoints(directory, "10ms"));
        List<Integer> numbers = IntStream.range(0, RECORDS).boxed().toList();

        List<String> seen =
                env.fromCollection(numbers)
                        .name("numbers")
                        .keyBy(number -> number % KEYS)
                        .process(new Alone())
                        .name("alone")
                        .setParallelism(2)
                        .executeAndCollect();

        assertThat(seen).hasSizeGreaterThanOrEqualTo(RECORDS).containsOnly("alone");
    }

    record Produced(int producer, int number) {
        int key() {
            return number % KEYS;
        }
    }

    private static final class Produce extends ProcessFunction<Integer, Produced> {
        private static final long serialVersionUID = 1L;

        private transient int producer;

        @Override
        public void open(RuntimeContext context) {
            producer = context.subtaskIndex();
        }

        @Override
        public void processElement(Integer number, Context context, Collector<Produced> out) {
            out.collect(new Produced(producer, number));
        }
    }

    private static final class CheckOrder extends KeyedProcessFunction<Integer, Produced, String> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable MapState<Integer, Integer> last;

        @Override
        public void open(RuntimeContext context) {
            last = context.getState(StateDescriptor.map("last", Integer.class, Integer.class));
        }

        @Override
        public void processElement(
                Produced produced, Context<Integer> context, Collector<String> out)
                throws Exception {
            Integer before = last.get(produced.producer());
            last.put(produced.producer(), produced.number());
            out.collect(
                    before == null || before < produced.number()
                            ? "in order"
                            : produced + " came after " + before);
        }
    }

    private static final class FollowsTheLast
            extends KeyedProcessFunction<Integer, Integer, String> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Integer> last;
        private transient @Nullable ListState<String> ballast;

        @Override
        public void open(RuntimeContext context) {
            last = context.getState(StateDescriptor.value("last", Integer.class));
            ballast = context.getState(StateDescriptor.list("ballast", String.class));
        }

        @Override
        public void processElement(
                Integer number, Context<Integer> context, Collector<String> out) {
            Integer before = last.value();
            int expected = number - MANY_KEYS;
            last.update(number);
            ballast.add("x".repeat(2_000));
            boolean follows = before == null ? expected < 0 : before == expected;
            out.collect(follows ? "in order" : number + " came after " + before);
        }
    }

    private static final class Alone extends KeyedProcessFunction<Integer, Integer, String> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable AtomicBoolean inside;

        @Override
        public void open(RuntimeContext context) {
            inside = new AtomicBoolean();
        }

        @Override
        public void processElement(
                Integer number, Context<Integer> context, Collector<String> out) {
            context.timerService()
                    .registerProcessingTimeTimer(context.timerService().currentProcessingTime());
            visit(out);
        }

        @Override
        public void onTimer(
                long timestamp, OnTimerContext<Integer> context, Collector<String> out) {
            visit(out);
        }

        private void visit(Collector<String> out) {
            boolean alone = inside.compareAndSet(false, true);
            for (int i = 0; i < 100; i++) {
                Thread.onSpinWait();
            }
            out.collect(alone ? "alone" : "met another call");
            inside.set(false);
        }
    }
}
