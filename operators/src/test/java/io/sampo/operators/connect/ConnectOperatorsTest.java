/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.operators.function.CoFlatMapFunction;
import io.sampo.operators.function.CoMapFunction;
import io.sampo.operators.function.CoProcessFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.ProcessFunction;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.FromInput;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.testkit.TwoInputHarness;
import org.junit.jupiter.api.Test;

class ConnectOperatorsTest {
    private static final OutputTag<String> SIDE = OutputTag.of("side", String.class);

    @Test
    void mapsEachInputInItsOwnWay() {
        try (OperatorHarness<FromInput<String, Integer>, String> harness =
                TwoInputHarness.<String, Integer, String>of(
                                () -> new CoMapOperator<>(new Describe()))
                        .open()) {
            harness.process(FromInput.first("a"), 5);
            harness.process(FromInput.second(7), 6);
            harness.watermark(9);

            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Result("text a", 5),
                            new Emitted.Result("number 7", 6),
                            new Emitted.Mark(9));
            assertThatThrownBy(() -> harness.process(FromInput.second(-1), 6))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("use flatMap");
        }
    }

    @Test
    void flatMapsToAnyNumberWithTheTimestampOfTheRecord() {
        try (OperatorHarness<FromInput<String, Integer>, String> harness =
                TwoInputHarness.<String, Integer, String>of(
                                () -> new CoFlatMapOperator<>(new Repeat()))
                        .open()) {
            harness.process(FromInput.first("a"), 1);
            harness.process(FromInput.second(2), 2);
            harness.process(FromInput.first("b"), 3);

            assertThat(harness.emitted())
                    .containsExactly(new Emitted.Result("b", 3), new Emitted.Result("b", 3));
        }
    }

    @Test
    void processSeesTimesAndHasSideOutputs() {
        try (OperatorHarness<FromInput<String, Integer>, String> harness =
                TwoInputHarness.<String, Integer, String>of(
                                () -> new CoProcessOperator<>(new Look()))
                        .open()) {
            harness.watermark(40);
            harness.process(FromInput.first("a"), 50);
            harness.process(FromInput.second(7), 51);

            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Mark(40),
                            new Emitted.Result("a at 50 watermark 40", 50),
                            new Emitted.Side("side", "7 at 51", 51));
        }
    }

    private static final class Describe implements CoMapFunction<String, Integer, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String map1(String value) {
            return "text " + value;
        }

        @Override
        @SuppressWarnings("NullAway") // what a careless function does
        public String map2(Integer value) {
            return value < 0 ? null : "number " + value;
        }
    }

    /** The second input says how often those of the first are repeated. */
    private static final class Repeat implements CoFlatMapFunction<String, Integer, String> {
        private static final long serialVersionUID = 1L;
        private int times;

        @Override
        public void flatMap1(String value, Collector<String> out) {
            for (int i = 0; i < times; i++) {
                out.collect(value);
            }
        }

        @Override
        public void flatMap2(Integer value, Collector<String> out) {
            times = value;
        }
    }

    private static final class Look extends CoProcessFunction<String, Integer, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement1(
                String value, ProcessFunction.Context context, Collector<String> out) {
            out.collect(
                    value
                            + " at "
                            + context.timestamp()
                            + " watermark "
                            + context.currentWatermark());
        }

        @Override
        public void processElement2(
                Integer value, ProcessFunction.Context context, Collector<String> out) {
            context.output(SIDE, value + " at " + context.timestamp());
        }
    }
}
