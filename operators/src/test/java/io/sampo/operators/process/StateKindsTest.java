/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.testkit.Backends;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.state.AggregatingState;
import io.sampo.state.ListState;
import io.sampo.state.MapState;
import io.sampo.state.ReducingState;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A function with state of each kind sees what it wrote, also after a restore at any point. */
class StateKindsTest {
    @ParameterizedTest
    @EnumSource
    void rule43_stateOfEachKindIsSeenAsItWasWritten(Backends backend) {
        Random random = new Random(43);
        Map<String, List<Integer>> written = new HashMap<>();
        List<HarnessStep<String>> script = new ArrayList<>();
        List<Object> expected = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String key = "key" + random.nextInt(4);
            int number = random.nextInt(3);
            script.add(HarnessStep.record(key + " " + number, i));
            List<Integer> all = written.computeIfAbsent(key, each -> new ArrayList<>());
            all.add(number);
            expected.add(new Emitted.Result(key + " " + described(all), i));
        }

        List<Emitted> emitted =
                backend.of(KeyedHarness.of(new AllKinds(), (String line) -> line.split(" ")[0]))
                        .runExhaustively(script);

        assertThat(emitted).isEqualTo(expected);
    }

    private static String described(List<Integer> all) {
        Map<Integer, Integer> counts = new TreeMap<>();
        all.forEach(number -> counts.merge(number, 1, Integer::sum));
        int sum = all.stream().mapToInt(Integer::intValue).sum();
        int most = all.stream().mapToInt(Integer::intValue).max().orElseThrow();
        return describe(all.get(all.size() - 1), all, counts, most, sum);
    }

    private static String describe(
            int last, List<Integer> all, Map<Integer, Integer> counts, int most, int sum) {
        return "value="
                + last
                + " list="
                + all
                + " map="
                + counts
                + " reducing="
                + most
                + " aggregating="
                + sum;
    }

    private static final class AllKinds extends KeyedProcessFunction<String, String, String> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Integer> value;
        private transient @Nullable ListState<Integer> list;
        private transient @Nullable MapState<Integer, Integer> map;
        private transient @Nullable ReducingState<Integer> reducing;
        private transient @Nullable AggregatingState<Integer, Integer> aggregating;

        @Override
        public void open(RuntimeContext context) {
            value = context.getState(StateDescriptor.value("value", Integer.class));
            list = context.getState(StateDescriptor.list("list", Integer.class));
            map = context.getState(StateDescriptor.map("map", Integer.class, Integer.class));
            reducing =
                    context.getState(
                            StateDescriptor.reducing("reducing", Math::max, Integer.class));
            aggregating =
                    context.getState(
                            StateDescriptor.aggregating("aggregating", new Sum(), Long.class));
        }

        @Override
        @SuppressWarnings("NullAway") // set in open
        public void processElement(String line, Context<String> context, Collector<String> out)
                throws Exception {
            int number = Integer.parseInt(line.split(" ")[1]);
            value.update(number);
            list.add(number);
            Integer before = map.get(number);
            map.put(number, before == null ? 1 : before + 1);
            reducing.add(number);
            aggregating.add(number);
            List<Integer> all = new ArrayList<>();
            list.get().forEach(all::add);
            Map<Integer, Integer> counts = new TreeMap<>();
            map.entries().forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            out.collect(
                    context.getCurrentKey()
                            + " "
                            + describe(
                                    value.value(), all, counts, reducing.get(), aggregating.get()));
        }
    }

    private static final class Sum implements AggregateFunction<Integer, Long, Integer> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Integer number, Long sum) {
            return sum + number;
        }

        @Override
        public Integer getResult(Long sum) {
            return sum.intValue();
        }

        @Override
        public Long merge(Long left, Long right) {
            return left + right;
        }
    }
}
