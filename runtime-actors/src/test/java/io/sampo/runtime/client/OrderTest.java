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
import io.sampo.state.MapState;
import io.sampo.state.StateDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user's code may rely on about order and threads. */
class OrderTest {
    private static final int RECORDS = 20_000;
    private static final int PRODUCERS = 3;
    private static final int KEYS = 7;

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
