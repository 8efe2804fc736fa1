/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.ProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.state.StateDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessOperatorTest {
    private static final OutputTag<Integer> LENGTHS = OutputTag.of("lengths", Integer.class);
    private static final List<String> LIFE = new ArrayList<>();

    @Test
    void functionsSeeTimestampsAndTimes() {
        try (OperatorHarness<String, String> harness =
                OperatorHarness.<String, String>of(() -> new ProcessOperator<>(new Describe()))
                        .withClockAt(5)
                        .open()) {
            harness.process("one", 3);
            harness.watermark(7);
            harness.process("three");

            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Result("one 3 -9223372036854775808 5", 3),
                            new Emitted.Side("lengths", 3, 3),
                            new Emitted.Mark(7),
                            new Emitted.Result("three -9223372036854775808 7 5", Long.MIN_VALUE),
                            new Emitted.Side("lengths", 5, Long.MIN_VALUE));
            assertThat(harness.sideOutput(LENGTHS)).containsExactly(3, 5);
        }
    }

    @Test
    void functionsAreOpenedAndClosedInTheirSubtask() {
        LIFE.clear();
        OperatorHarness<String, String> harness =
                OperatorHarness.<String, String>of(() -> new ProcessOperator<>(new Living()))
                        .withSubtask(2, 4)
                        .open();
        assertThat(LIFE).containsExactly("open harness 2 of 4, attempt 1");
        assertThat(harness.counter("opened")).isEqualTo(1);
        harness.close();
        assertThat(LIFE).endsWith("close");
    }

    @Test
    void thereIsNoStateWithoutKeys() {
        assertThatThrownBy(
                        () ->
                                OperatorHarness.<String, String>of(
                                                () -> new ProcessOperator<>(new Remembering()))
                                        .open())
                .isInstanceOf(StreamException.class)
                .extracting(failure -> ((StreamException) failure).code())
                .isEqualTo(ErrorCode.INVALID_PROGRAM);
    }

    private static class Describe extends ProcessFunction<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(String value, Context context, Collector<String> out) {
            out.collect(
                    value
                            + " "
                            + context.timestamp()
                            + " "
                            + context.currentWatermark()
                            + " "
                            + context.currentProcessingTime());
            context.output(LENGTHS, value.length());
        }
    }

    private static final class Living extends Describe {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(RuntimeContext context) {
            context.metrics().counter("opened").increment();
            LIFE.add(
                    "open "
                            + context.operatorName()
                            + " "
                            + context.subtaskIndex()
                            + " of "
                            + context.parallelism()
                            + ", attempt "
                            + context.attempt());
        }

        @Override
        public void close() {
            LIFE.add("close");
        }
    }

    private static final class Remembering extends Describe {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(RuntimeContext context) {
            context.getState(StateDescriptor.value("last", String.class));
        }
    }
}
