/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.state.MapState;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyedProcessOperatorTest {
    @Test
    void stateBelongsToItsKeyAndSurvives() {
        List<HarnessStep<String>> script = new ArrayList<>();
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            script.add(HarnessStep.record("key" + random.nextInt(5), i));
        }
        script.add(HarnessStep.end());

        List<Emitted> emitted =
                KeyedHarness.of(new Counting(), (String word) -> word).runExhaustively(script);

        long ofKey0 = script.stream().filter(step -> step.toString().contains("key0")).count();
        assertThat(emitted).contains(new Emitted.Result("key0 " + ofKey0 + " times", 1_000));
        assertThat(emitted).hasSize(60 + 5 + 1);
    }

    /** Counts records of each key, and tells the sum of all at its end of time. */
    private static final class Counting extends KeyedProcessFunction<String, String, String> {
        private static final long serialVersionUID = 1L;
        private transient @Nullable ValueState<Long> count;
        private transient @Nullable MapState<String, Long> lastSeen;

        @Override
        public void open(RuntimeContext context) {
            count = context.getState(StateDescriptor.value("count", Long.class));
            lastSeen = context.getState(StateDescriptor.map("lastSeen", String.class, Long.class));
        }

        @Override
        @SuppressWarnings("NullAway") // set in open
        public void processElement(String word, Context<String> context, Collector<String> out) {
            Long before = count.value();
            count.update(before == null ? 1 : before + 1);
            out.collect(word + " after " + lastSeen.get(word));
            lastSeen.put(word, context.timestamp());
            context.timerService().registerEventTimeTimer(1_000);
        }

        @Override
        @SuppressWarnings("NullAway") // set in open
        public void onTimer(long timestamp, OnTimerContext<String> context, Collector<String> out) {
            out.collect(context.getCurrentKey() + " " + count.value() + " times");
            count.clear();
        }
    }
}
