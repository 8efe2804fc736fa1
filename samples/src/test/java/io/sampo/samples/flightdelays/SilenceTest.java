/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.flightdelays;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import org.junit.jupiter.api.Test;

/** The function that {@code docs/writing-jobs.md} shows, and its test. */
class SilenceTest {
    static final class Silence extends KeyedProcessFunction<String, Flight, String> {
        private ValueState<Long> last;

        @Override
        public void open(RuntimeContext context) {
            last = context.getState(StateDescriptor.value("last", Long.class));
        }

        @Override
        public void processElement(Flight flight, Context<String> context, Collector<String> out) {
            last.update(context.timestamp());
            context.timerService().registerEventTimeTimer(context.timestamp() + 3_600_000);
        }

        @Override
        public void onTimer(long time, OnTimerContext<String> context, Collector<String> out) {
            if (time == last.value() + 3_600_000) {
                out.collect(context.getCurrentKey());
            }
        }
    }

    private static final Flight FLIGHT = new Flight("2001/01/01 00:00", 0, 229, "DTW", "ORD");

    @Test
    void tellsOfAnAirportThatWasSilentForAnHour() {
        try (OperatorHarness<Flight, String> harness =
                KeyedHarness.of(new Silence(), Flight::origin).open()) {
            harness.process(FLIGHT, 0);
            harness.process(FLIGHT, 1_000);
            harness.watermark(3_600_999);
            assertThat(harness.output()).as("not silent for an hour").isEmpty();

            harness.watermark(3_601_000);
            assertThat(harness.output()).containsExactly("DTW");
        }
    }
}
