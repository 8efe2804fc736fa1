/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.ProcessJoinFunction;
import io.sampo.operators.function.RuntimeContext;
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
import org.junit.jupiter.params.provider.CsvSource;
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

    /** The subtask of another key was behind, and the watermark goes on from there. */
    @ParameterizedTest
    @EnumSource
    void rule20_whatWasLateForAKeyIsLateInWhicheverSubtask(Backends backend) {
        HarnessSetup<FromInput<Reading, Reading>, String> setup =
                backend.of(outer(JoinKind.LEFT, -10, -5));
        List<HarnessSnapshot> halves = new ArrayList<>();
        String behind = "k";
        for (int subtask = 0; subtask < 2; subtask++) {
            try (OperatorHarness<FromInput<Reading, Reading>, String> half =
                    setup.withSubtask(subtask, 2).open()) {
                boolean ahead = half.owns(FromInput.first(new Reading("k", 0, 0)));
                for (int i = 0; !ahead && behind.equals("k"); i++) {
                    Reading reading = new Reading("other" + i, 0, 0);
                    behind = half.owns(FromInput.first(reading)) ? reading.key() : behind;
                }
                half.watermark(ahead ? 100 : 50);
                halves.add(half.snapshot());
            }
        }
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                setup.restore(HarnessSnapshot.ofAll(halves))) {
            left(harness, 99, 1);
            right(harness, 99, 2);
            Reading inTime = new Reading(behind, 99, 3);
            harness.process(FromInput.first(inTime), 99);
            assertThat(harness.sideOutput(LEFT)).containsExactly(new Reading("k", 99, 1));
            assertThat(harness.sideOutput(RIGHT)).containsExactly(new Reading("k", 99, 2));
            assertThat(harness.output()).isEmpty();

            left(harness, 104, 4);
            assertThat(harness.output()).as("nobody can come that is not late").hasSize(1);
            harness.watermark(95);
            assertThat(harness.output()).as("until 94 somebody could").hasSize(2);
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
    void rule66_aRightRecordAloneHasTheTimeAtWhichThatIsKnown(Backends backend) {
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                backend.of(outer(JoinKind.RIGHT, -2, 5)).open()) {
            right(harness, 100, 1);
            left(harness, 100, 2);
            right(harness, 110, 3);
            harness.clearEmitted();

            harness.watermark(113);
            assertThat(harness.emitted())
                    .containsExactly(new Emitted.Result("right 3", 113), new Emitted.Mark(113));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rule66_anOuterJoinWithAnotherIntervalStillShowsWhatMeetsNobody(Backends backend) {
        HarnessSnapshot snapshot;
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                backend.of(outer(JoinKind.LEFT, 0, 10)).open()) {
            left(harness, 100, 1);
            snapshot = harness.snapshot();
        }
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                backend.of(outer(JoinKind.LEFT, 20, 30)).restore(snapshot)) {
            harness.watermark(111);
            assertThat(harness.output()).as("somebody can still come").isEmpty();

            harness.watermark(131);
            assertThat(harness.output()).containsExactly("left 1");
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

    /** Fills and empties the buffers once, so that what they need for themselves is there. */
    private static long emptyBytes(
            OperatorHarness<FromInput<Reading, Reading>, String> harness, long until) {
        left(harness, 0, 1);
        right(harness, 0, 2);
        harness.watermark(until);
        return harness.stateBytes();
    }

    @Test
    void rule66_aRecordGoesWithTheWatermarkFromWhichItsPartnersAreLate() {
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness = between(0, 0).open()) {
            long empty = emptyBytes(harness, 1_000);
            left(harness, 2_000, 3);
            assertThat(harness.stateBytes()).isGreaterThan(empty);
            harness.watermark(2_000);
            assertThat(harness.stateBytes()).isGreaterThan(empty);
            harness.watermark(2_001);
            assertThat(harness.stateBytes()).isEqualTo(empty);
        }
    }

    @Test
    void rule66_aRecordWhosePartnersAreAllLateIsNotKept() {
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                between(-10, -5).open()) {
            long empty = emptyBytes(harness, 1_000);
            left(harness, 1_004, 3);
            assertThat(harness.stateBytes()).isEqualTo(empty);
            left(harness, 1_005, 4);
            assertThat(harness.stateBytes()).isGreaterThan(empty);
        }
    }

    @Test
    void whatAnotherIntervalStillNeedsGoesInTheEnd() {
        HarnessSnapshot snapshot;
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness = between(0, 7).open()) {
            left(harness, 2_000, 3);
            snapshot = harness.snapshot();
        }
        // pieces of the same length, which lie 300 further on
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                between(300, 307).restore(snapshot)) {
            harness.watermark(2_200);
            long kept = harness.stateBytes();
            right(harness, 2_303, 4);
            assertThat(harness.output()).containsExactly("3-4");
            harness.watermark(10_000);
            assertThat(harness.stateBytes()).isLessThan(kept);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,0,1", "0,3,1", "0,4,2", "-50,49,25", "-1000,1000,501"})
    void anIntervalTouchesFivePiecesAtMost(long lower, long upper, long pieceMillis) {
        JoinInterval<Reading, Reading> interval =
                new JoinInterval<>(lower, upper, JoinKind.INNER, null, null);

        assertThat(interval.pieceMillis()).isEqualTo(pieceMillis);
        for (long at = -2_000; at < 2_000; at++) {
            long first = Math.floorDiv(at + lower, pieceMillis);
            long last = Math.floorDiv(at + upper, pieceMillis);
            assertThat(last - first + 1).isBetween(1L, 5L);
        }
    }

    @Test
    void anIntervalMayBeAsLongAsTimeIs() {
        long far = 1L << 60;
        assertThat(new JoinInterval<>(-far, far, JoinKind.INNER, null, null).upper())
                .isEqualTo(far);
        assertThatThrownBy(() -> new JoinInterval<>(-far - 1, far, JoinKind.INNER, null, null))
                .hasMessageContaining("lowerMillis=" + (-far - 1));
        assertThatThrownBy(() -> new JoinInterval<>(-far, far + 1, JoinKind.INNER, null, null))
                .hasMessageContaining("upperMillis=" + (far + 1));
    }

    @Test
    void theNameOfWhatIsStoredStays() {
        assertThat(new JoinBucket.Type(5, JoinKind.INNER).name()).isEqualTo("join-bucket-5ms");
    }

    /** Tells of its life, and emits to the side. */
    private static final class Lively extends ProcessJoinFunction<Reading, Reading, String> {
        private static final long serialVersionUID = 1L;
        private static final OutputTag<String> SIDE = OutputTag.of("side", String.class);
        private static final List<String> CALLS = new ArrayList<>();

        @Override
        public void open(RuntimeContext context) {
            CALLS.add("open");
        }

        @Override
        public void processElement(
                Reading left, Reading right, Context context, Collector<String> out) {
            CALLS.add("pair");
            context.output(SIDE, PairUp.pair(left, right));
        }

        @Override
        public void close() {
            CALLS.add("close");
        }
    }

    @Test
    void theFunctionLivesWithTheOperator() {
        Lively.CALLS.clear();
        JoinInterval<Reading, Reading> interval =
                new JoinInterval<>(0, 0, JoinKind.INNER, null, null);
        try (OperatorHarness<FromInput<Reading, Reading>, String> harness =
                TwoInputHarness.<String, Reading, Reading, String>keyed(
                                () -> new IntervalJoinOperator<>(interval, new Lively()),
                                Reading::key,
                                Reading::key)
                        .open()) {
            left(harness, 5, 1);
            right(harness, 5, 2);
            assertThat(harness.output()).isEmpty();
            assertThat(harness.emitted()).hasSize(1);
            assertThat(harness.sideOutput(Lively.SIDE)).containsExactly("1-2");
        }
        assertThat(Lively.CALLS).containsExactly("open", "pair", "close");
    }
}
