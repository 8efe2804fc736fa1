/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.testkit.Backends;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.FromInput;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.testkit.TwoInputHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IntervalJoinOperatorTest {
    private static final OutputTag<Reading> LEFT = OutputTag.of("left", Reading.class);
    private static final OutputTag<Reading> RIGHT = OutputTag.of("right", Reading.class);

    private static HarnessSetup<FromInput<Reading, Reading>, String> setup(
            JoinInterval<Reading, Reading> interval) {
        return TwoInputHarness.<String, Reading, Reading, String>keyed(
                () -> new IntervalJoinOperator<>(interval, new PairUp()),
                Reading::key,
                Reading::key);
    }

    private static HarnessSetup<FromInput<Reading, Reading>, String> between(
            long lower, long upper) {
        return setup(new JoinInterval<>(lower, upper, JoinKind.INNER, null, null));
    }

    private static HarnessSetup<FromInput<Reading, Reading>, String> outer(
            JoinKind kind, long lower, long upper) {
        return setup(new JoinInterval<>(lower, upper, kind, LEFT, RIGHT));
    }

    private static void left(
            OperatorHarness<FromInput<Reading, Reading>, String> harness, long at, int number) {
        harness.process(FromInput.first(new Reading("k", at, number)), at);
    }

    private static void right(
            OperatorHarness<FromInput<Reading, Reading>, String> harness, long at, int number) {
        harness.process(FromInput.second(new Reading("k", at, number)), at);
    }

    @ParameterizedTest
    @EnumSource
    void rule66_recordsMeetWithinTheBoundsWhicheverComesFirst(Backends backend) {
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                backend.of(between(-2, 5)).open()) {
            for (int at = 90; at <= 110; at++) {
                right(harness, at, at);
            }
            left(harness, 100, 1);
            assertThat(harness.output())
                    .containsExactlyInAnyOrder(
                            "1-98", "1-99", "1-100", "1-101", "1-102", "1-103", "1-104", "1-105");

            harness.clearEmitted();
            right(harness, 104, 200);
            right(harness, 106, 201);
            right(harness, 97, 202);
            assertThat(harness.emitted()).containsExactly(new Emitted.Result("1-200", 104));
        }
    }

    @Test
    void rule66_onlyRecordsOfTheSameKeyMeet() {
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness = between(-5, 5).open()) {
            harness.process(FromInput.first(new Reading("a", 10, 1)), 10);
            harness.process(FromInput.second(new Reading("b", 10, 2)), 10);

            assertThat(harness.output()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule66_aRecordIsLateBelowTheWatermarkAndNotAtIt(Backends backend) {
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                backend.of(setup(new JoinInterval<>(-5, 5, JoinKind.INNER, LEFT, RIGHT))).open()) {
            left(harness, 98, 1);
            harness.watermark(100);
            right(harness, 99, 2);
            left(harness, 99, 3);
            right(harness, 100, 4);

            assertThat(harness.output()).containsExactly("1-4");
            assertThat(harness.sideOutput(RIGHT)).containsExactly(new Reading("k", 99, 2));
            assertThat(harness.sideOutput(LEFT)).containsExactly(new Reading("k", 99, 3));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule20_whatWasLateBeforeAFailureIsLateAfterIt(Backends backend) {
        HarnessSetup<FromInput<Reading, Reading>, String> setup =
                backend.of(setup(new JoinInterval<>(-5, 5, JoinKind.INNER, LEFT, RIGHT)));
        HarnessSnapshot snapshot;
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness = setup.open()) {
            harness.watermark(100);
            snapshot = harness.snapshot();
        }
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                setup.restore(snapshot)) {
            left(harness, 99, 1);
            assertThat(harness.sideOutput(LEFT)).containsExactly(new Reading("k", 99, 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule66_anOuterJoinShowsWhatMeetsNobodyOnceNobodyCanCome(Backends backend) {
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                backend.of(outer(JoinKind.LEFT, -2, 5)).open()) {
            left(harness, 100, 1);
            left(harness, 100, 2);
            right(harness, 103, 3);
            left(harness, 110, 4);
            right(harness, 120, 5);
            assertThat(harness.output()).containsExactlyInAnyOrder("1-3", "2-3");
            harness.clearEmitted();

            harness.watermark(115);
            assertThat(harness.emitted()).containsExactly(new Emitted.Mark(115));
            harness.clearEmitted();
            harness.watermark(116);
            assertThat(harness.emitted())
                    .as("not late to who reads it, and no right record")
                    .containsExactly(new Emitted.Result("left 4", 116), new Emitted.Mark(116));
            harness.endInput();
            assertThat(harness.output()).containsExactly("left 4");
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule66_aRecordThatNobodyCanComeForIsShownAtOnce(Backends backend) {
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                backend.of(outer(JoinKind.FULL, -20, -5)).open()) {
            right(harness, 72, 1);
            harness.watermark(90);
            harness.clearEmitted();
            left(harness, 110, 2);
            left(harness, 93, 3);
            left(harness, 92, 4);
            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Result("left 3", 93), new Emitted.Result("4-1", 92));
            harness.clearEmitted();
            harness.watermark(106);
            assertThat(harness.emitted())
                    .containsExactly(new Emitted.Result("left 2", 110), new Emitted.Mark(106));
            harness.clearEmitted();
            left(harness, 105, 5);
            harness.endInput();
            assertThat(harness.sideOutput(LEFT)).hasSize(1);
            assertThat(harness.output()).as("what is late is not shown").isEmpty();
        }
    }

    @Test
    void rule66_nothingIsKeptOfAnOuterJoinThatCannotMeetAnyMore() {
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                outer(JoinKind.FULL, -20, 50).open()) {
            for (int at = 0; at < 20_000; at++) {
                left(harness, at, at);
                if (at % 200 == 0) {
                    right(harness, at, at);
                }
                harness.clearEmitted();
                harness.watermark(at);
            }
            assertThat(harness.stateBytes()).isLessThan(100_000);
            harness.endInput();
            assertThat(harness.stateBytes()).isLessThan(20_000);
        }
    }

    @Test
    void rule66_anotherKindOfJoinDoesNotGoOnFromTheState() {
        HarnessSnapshot snapshot;
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                outer(JoinKind.LEFT, 0, 5).open()) {
            left(harness, 1, 1);
            snapshot = harness.snapshot();
        }
        for (JoinKind other : List.of(JoinKind.INNER, JoinKind.RIGHT, JoinKind.FULL)) {
            assertThatThrownBy(() -> outer(other, 0, 5).restore(snapshot))
                    .isInstanceOfSatisfying(
                            StreamException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_INCOMPATIBLE))
                    .hasMessageContaining("-left");
        }
    }

    @Test
    void rule66_withoutSideOutputLateRecordsAreCounted() {
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness = between(0, 5).open()) {
            harness.watermark(100);
            left(harness, 99, 1);
            right(harness, 3, 2);

            assertThat(harness.counter("numLateRecordsDropped")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule66_theLastRecordThatIsNotLateStillMeetsTheFirst(Backends backend) {
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                backend.of(between(-7, -7)).open()) {
            right(harness, 100, 1);
            harness.watermark(107);
            left(harness, 107, 2);
            assertThat(harness.output()).containsExactly("2-1");
        }
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                backend.of(between(7, 7)).open()) {
            left(harness, 100, 1);
            harness.watermark(107);
            right(harness, 107, 2);
            assertThat(harness.output()).containsExactly("1-2");
        }
    }

    @Test
    void rule66_nothingIsKeptThatCannotMeetAnyMore() {
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                between(-20, 50).open()) {
            for (int at = 0; at < 20_000; at++) {
                left(harness, at, at);
                right(harness, at, at);
                harness.clearEmitted();
                harness.watermark(at);
            }
            assertThat(harness.stateBytes()).isLessThan(100_000);
            harness.endInput();
            assertThat(harness.stateBytes()).isLessThan(20_000);
        }
    }

    @Test
    void rule21_recordsNeedTimestamps() {
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness = between(0, 5).open()) {
            assertThatThrownBy(() -> harness.process(FromInput.first(new Reading("k", 0, 1))))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("without a timestamp came to an interval join");
        }
    }

    @Test
    void theEndsOfTimeAreTimesAsWell() {
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                between(-10, 10).open()) {
            left(harness, Long.MAX_VALUE - 1, 1);
            right(harness, Long.MAX_VALUE - 3, 2);
            left(harness, Long.MIN_VALUE + 1, 3);
            right(harness, Long.MIN_VALUE + 2, 4);
            assertThat(harness.output()).containsExactly("1-2", "3-4");
        }
    }

    @Test
    void anIntervalThatLiesElsewhereKeepsWhatItStillNeeds() {
        HarnessSnapshot snapshot;
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness = between(0, 10).open()) {
            left(harness, 100, 1);
            snapshot = harness.snapshot();
        }
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                between(20, 30).restore(snapshot)) {
            harness.watermark(121);
            right(harness, 125, 2);
            assertThat(harness.output()).containsExactly("1-2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void storingAndRestoringChangesNothing(Backends backend) {
        Random random = new Random(17);
        List<HarnessStep<FromInput<Reading, Reading>>> script = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            long at = i + random.nextInt(8);
            Reading reading = new Reading("k" + random.nextInt(3), at, i);
            script.add(
                    HarnessStep.record(
                            random.nextBoolean()
                                    ? FromInput.first(reading)
                                    : FromInput.second(reading),
                            at));
            if (random.nextInt(5) == 0) {
                script.add(HarnessStep.watermark(i));
            }
        }
        script.add(HarnessStep.end());

        // Not all in both: each store takes files and time.
        List<JoinKind> kinds =
                backend == Backends.HEAP ? List.of(JoinKind.values()) : List.of(JoinKind.FULL);
        for (JoinKind kind : kinds) {
            assertThat(backend.of(outer(kind, -6, 6)).runExhaustively(script))
                    .as("%s", kind)
                    .hasSizeGreaterThan(40);
        }
    }
}
