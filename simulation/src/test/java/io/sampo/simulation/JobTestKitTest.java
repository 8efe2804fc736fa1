/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.window.TumblingEventTimeWindows;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobTestKitTest {
    private static final OutputTag<Long> LATE = OutputTag.of("late", Long.class);

    private static final SimulatedJob SUMS =
            (environment, world) -> {
                DataStream<Long> sums =
                        world.<Long>input(environment, "numbers")
                                .keyBy(number -> number % 2)
                                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
                                .sideOutputLateData(LATE)
                                .reduce(Long::sum)
                                .name("sums");
                sums.sinkTo(world.output("sums")).name("sums out");
                sums.getSideOutput(LATE).sinkTo(world.output("late")).name("late out");
            };

    @Test
    void windowsFireWithTheWatermark() {
        try (JobTestKit kit = JobTestKit.start(SUMS)) {
            TestInput<Long> numbers = kit.input("numbers");
            numbers.send(1L, 100).send(2L, 200).send(3L, 900);
            kit.process();
            assertThat(kit.<Long>output("sums")).isEmpty();

            numbers.watermark(999);
            kit.process();
            assertThat(kit.<Long>output("sums")).containsExactlyInAnyOrder(4L, 2L);

            numbers.send(5L, 500);
            kit.process();
            assertThat(kit.<Long>output("late")).containsExactly(5L);
        }
    }

    @Test
    void aCrashLosesAndDoublesNothing() {
        try (JobTestKit kit = JobTestKit.start(SUMS)) {
            TestInput<Long> numbers = kit.input("numbers");
            numbers.send(1L, 100);
            kit.process();
            numbers.send(3L, 200);
            kit.crash();
            numbers.send(5L, 300).watermark(1_000);
            kit.process();
            kit.crash();
            kit.finish();

            assertThat(kit.<Long>output("sums")).containsExactly(9L);
        }
    }

    @Test
    void namesThatTheJobDoesNotHaveAreRefused() {
        try (JobTestKit kit = JobTestKit.start(SUMS)) {
            assertThat(kit.<Long>output("late")).as("merely empty").isEmpty();
            assertThatThrownBy(() -> kit.output("sum"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("output: name=sum.")
                    .hasMessageContaining("[late, sums]");
            assertThatThrownBy(() -> kit.input("number"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("input: name=number.")
                    .hasMessageContaining("[numbers]");
        }
    }

    @Test
    void systemPropertiesChangeNoSimulation() {
        System.setProperty("sampo.state.backend", "none that there is");
        ConfigFactory.invalidateCaches();
        try {
            assertThat(JobRun.settings().getString("sampo.state.backend")).isEqualTo("heap");
        } finally {
            System.clearProperty("sampo.state.backend");
            ConfigFactory.invalidateCaches();
        }
    }

    @Test
    void theEndOfTheInputEndsTheJob() {
        try (JobTestKit kit = JobTestKit.start(SUMS)) {
            kit.<Long>input("numbers").send(2L, 0);
            kit.finish();

            assertThat(kit.<Long>output("sums")).containsExactly(2L);
            assertThatThrownBy(() -> kit.<Long>input("numbers").send(2L, 0))
                    .hasMessageContaining("has ended");
        }
    }

    /** Repeats each word after a minute. */
    private static final class Echo extends KeyedProcessFunction<String, String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(String word, Context<String> context, Collector<String> out) {
            long now = context.timerService().currentProcessingTime();
            context.timerService().registerProcessingTimeTimer(now + 60_000);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<String> context, Collector<String> out) {
            out.collect(context.getCurrentKey() + " again");
        }
    }

    @Test
    void timePassesWhenTheTestSaysSo() {
        try (JobTestKit kit =
                JobTestKit.start(
                        (environment, world) ->
                                world.<String>input(environment, "words")
                                        .keyBy(word -> word)
                                        .process(new Echo())
                                        .name("echo")
                                        .sinkTo(world.output("echoes"))
                                        .name("echoes"))) {
            kit.<String>input("words").send("hello", 0);
            kit.process();
            kit.advanceTime(Duration.ofSeconds(50));
            assertThat(kit.<String>output("echoes")).isEmpty();

            kit.advanceTime(Duration.ofSeconds(11));
            assertThat(kit.<String>output("echoes")).containsExactly("hello again");
        }
    }
}
