/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.StreamException;
import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.TimeDomain;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests can look at the timers that an operator has set. */
class HarnessTimersTest {
    @ParameterizedTest
    @EnumSource
    void timersOfAKeyAreSeenUntilTheyFireOrAreDeleted(Backends backend) {
        try (OperatorHarness<String, String> harness = reminders(backend).open()) {
            assertThat(harness.numEventTimeTimers()).isZero();
            assertThat(harness.numProcessingTimeTimers()).isZero();
            assertThat(harness.eventTimeTimers("ann")).as("before the first key").isEmpty();

            harness.process("ann", 200);
            harness.process("ann", 100);
            harness.process("ann", 100);
            harness.process("bob", 100);
            assertThat(harness.eventTimeTimers("ann")).containsExactly(110L, 210L);
            assertThat(harness.eventTimeTimers("bob")).containsExactly(110L);
            assertThat(harness.eventTimeTimers("eve")).isEmpty();
            assertThat(harness.processingTimeTimers("ann")).containsExactly(50L);
            assertThat(harness.numEventTimeTimers()).isEqualTo(3);
            assertThat(harness.numProcessingTimeTimers()).as("ann's and bob's").isEqualTo(2);

            harness.watermark(110);
            assertThat(harness.output()).containsExactlyInAnyOrder("ann at 110", "bob at 110");
            assertThat(harness.eventTimeTimers("ann")).containsExactly(210L);
            assertThat(harness.numEventTimeTimers()).isEqualTo(1);

            harness.process("ann", -1);
            assertThat(harness.processingTimeTimers("ann")).as("deleted").isEmpty();
            harness.advanceClock(Duration.ofMillis(50));
            assertThat(harness.numProcessingTimeTimers())
                    .as("fires when the clock shows a later time")
                    .isEqualTo(1);
            harness.advanceClock(Duration.ofMillis(1));
            assertThat(harness.numProcessingTimeTimers()).isZero();
            assertThat(harness.output()).endsWith("bob rang");
        }
    }

    @ParameterizedTest
    @EnumSource
    void timersAreSeenAfterARestoreByWhoOwnsTheKey(Backends backend) {
        HarnessSetup<String, String> setup = reminders(backend);
        HarnessSnapshot snapshot;
        try (OperatorHarness<String, String> harness = setup.open()) {
            for (int i = 0; i < 20; i++) {
                harness.process("key" + i, i);
            }
            snapshot = harness.snapshot();
        }
        int seen = 0;
        for (int subtask = 0; subtask < 2; subtask++) {
            try (OperatorHarness<String, String> harness =
                    setup.withSubtask(subtask, 2).restore(snapshot)) {
                for (int i = 0; i < 20; i++) {
                    boolean owned = harness.owns("key" + i);
                    assertThat(harness.eventTimeTimers("key" + i))
                            .as("key%s subtask=%s", i, subtask)
                            .isEqualTo(owned ? List.of(i + 10L) : List.of());
                    seen += owned ? 1 : 0;
                }
                assertThat(harness.numEventTimeTimers()).isBetween(1, 19);
            }
        }
        assertThat(seen).isEqualTo(20);
    }

    @Test
    void thereAreNoneOnAStreamWithoutKeys() {
        HarnessSetup<String, String> keyless = OperatorHarness.of(Echo::new);
        try (OperatorHarness<String, String> harness = keyless.open()) {
            assertThatThrownBy(() -> harness.eventTimeTimers("ann"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("KeyedHarness");
            assertThatThrownBy(harness::numProcessingTimeTimers)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("numProcessingTimeTimers");
        }
    }

    @ParameterizedTest
    @EnumSource
    void keysOfAnotherClassAreRefused(Backends backend) {
        try (OperatorHarness<String, String> harness = reminders(backend).open()) {
            harness.process("1", 100);

            assertThatThrownBy(() -> harness.eventTimeTimers(1L))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("java.lang.String")
                    .hasMessageContaining("java.lang.Long");
            assertThatThrownBy(() -> harness.processingTimeTimers(1L))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("java.lang.Long");
            assertThat(harness.eventTimeTimers("1")).containsExactly(110L);
        }
    }

    private static HarnessSetup<String, String> reminders(Backends backend) {
        return backend.of(KeyedHarness.of(new Reminders(), (String word) -> word).withClockAt(0));
    }

    /** Sets a timer 10 ms after each record, and one of the clock, which a time below 0 deletes. */
    private static final class Reminders extends KeyedProcessFunction<String, String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(String word, Context<String> context, Collector<String> out) {
            if (context.timestamp() < 0) {
                context.timerService().deleteProcessingTimeTimer(50);
            } else {
                context.timerService().registerEventTimeTimer(context.timestamp() + 10);
                context.timerService().registerProcessingTimeTimer(50);
            }
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext<String> context, Collector<String> out) {
            out.collect(
                    context.getCurrentKey()
                            + (context.timeDomain() == TimeDomain.PROCESSING_TIME
                                    ? " rang"
                                    : " at " + timestamp));
        }
    }

    private static final class Echo extends BasicOperator<String, String> {
        @Override
        public void process(String record, long timestamp) {
            output().collect(record, timestamp);
        }
    }
}
