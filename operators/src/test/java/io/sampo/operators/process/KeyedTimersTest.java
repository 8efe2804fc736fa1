/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyedTimersTest {
    private static final long NONE = Long.MIN_VALUE;
    private final HarnessSetup<String, String> setup =
            KeyedHarness.of(new TimerCommands(), TimerCommands::keyOf);

    @Test
    void rule14_timersFireBeforeTheWatermarkIsPassedOn() {
        try (OperatorHarness<String, String> harness = setup.open()) {
            harness.process("ann event 100", 1);
            harness.watermark(150);

            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Result("ann EVENT_TIME 100 at 150", 100),
                            new Emitted.Mark(150));
        }
    }

    @Test
    void rule36_aTimerIsSetOnceForItsKeyAndTime() {
        try (OperatorHarness<String, String> harness = setup.open()) {
            harness.process("ann event 100");
            harness.process("ann event 100");
            harness.process("bob event 100");
            harness.process("ann event 101");
            harness.process("ann clock 100");
            harness.process("ann clock 100");
            harness.watermark(200);
            harness.advanceClockTo(200);

            assertThat(harness.output())
                    .containsExactlyInAnyOrder(
                            "ann EVENT_TIME 100 at 200",
                            "bob EVENT_TIME 100 at 200",
                            "ann EVENT_TIME 101 at 200",
                            "ann PROCESSING_TIME 100 at 200");
        }
    }

    @Test
    void rule36_deletingNeedsTheSameKeyTimeAndDomain() {
        try (OperatorHarness<String, String> harness = setup.open()) {
            harness.process("ann event 100");
            harness.process("ann clock 100");
            harness.process("bob delete-event 100");
            harness.process("ann delete-event 99");
            harness.process("ann delete-clock 101");
            harness.watermark(100);
            harness.advanceClockTo(101);
            assertThat(harness.output()).hasSize(2);

            harness.clearEmitted();
            harness.process("ann event 200");
            harness.process("ann clock 200");
            harness.process("ann delete-event 200");
            harness.process("ann delete-clock 200");
            harness.watermark(300);
            harness.advanceClockTo(300);
            assertThat(harness.output()).isEmpty();
        }
    }

    @Test
    void rule37_timersFireInTheOrderOfTheirTimesWithThoseSetMeanwhile() {
        try (OperatorHarness<String, String> harness = setup.withElementsPerTurn(1).open()) {
            harness.process("bob event 115");
            harness.process("chain event 100");
            harness.process("ann event 95");
            harness.watermark(120);

            assertThat(harness.output())
                    .containsExactly(
                            "ann EVENT_TIME 95 at 120",
                            "chain EVENT_TIME 100 at 120",
                            "chain EVENT_TIME 110 at 120",
                            "bob EVENT_TIME 115 at 120",
                            "chain EVENT_TIME 120 at 120");
        }
    }

    @Test
    void rule38_aTimerThatIsPastFiresWithTheNextWatermark() {
        try (OperatorHarness<String, String> harness = setup.open()) {
            harness.watermark(100);
            harness.process("ann event 50");
            assertThat(harness.output()).isEmpty();
            harness.watermark(101);
            assertThat(harness.output()).containsExactly("ann EVENT_TIME 50 at 101");
        }
    }

    @Test
    void rule38_aTimerSetForThePastByATimerFiresInTheSameLoop() {
        try (OperatorHarness<String, String> harness = setup.open()) {
            harness.process("past event 7");
            harness.watermark(8);

            assertThat(harness.output())
                    .containsExactly(
                            "past EVENT_TIME 7 at 8",
                            "past EVENT_TIME 2 at 8",
                            "past EVENT_TIME -3 at 8");
        }
    }

    @Test
    void rule39_clockTimersFireOnceTheClockHasPassedThem() {
        try (OperatorHarness<String, String> harness = setup.open()) {
            harness.process("ann clock 100");
            harness.advanceClockTo(100);
            assertThat(harness.output()).as("still within that millisecond").isEmpty();
            harness.advanceClockTo(101);
            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Result(
                                    "ann PROCESSING_TIME 100 at " + Long.MIN_VALUE, NONE));
        }
    }

    private HarnessSetup<String, String> inBatch() {
        return setup.withSetting("sampo.execution.runtime-mode=batch");
    }

    @Test
    void inBoundedModeAllTimersFireAtTheEndOfTheKey() {
        try (OperatorHarness<String, String> harness = inBatch().withElementsPerTurn(1).open()) {
            harness.process("ann clock 7");
            harness.process("ann clock 5000000000000");
            harness.process("ann event 9");
            harness.process("ann event 8");
            harness.advanceClockTo(100);
            assertThat(harness.output()).as("before the end").isEmpty();

            harness.watermark(Long.MAX_VALUE);

            assertThat(harness.output())
                    .containsExactly(
                            "ann EVENT_TIME 8 at " + Long.MAX_VALUE,
                            "ann EVENT_TIME 9 at " + Long.MAX_VALUE,
                            "ann PROCESSING_TIME 7 at " + Long.MAX_VALUE,
                            "ann PROCESSING_TIME 5000000000000 at " + Long.MAX_VALUE);
        }
    }

    @Test
    void inBoundedModeTheNextKeyBeginsWithTheLowestWatermark() {
        try (OperatorHarness<String, String> harness = inBatch().open()) {
            harness.process("ann event 8", 1);
            harness.watermark(Long.MAX_VALUE);
            harness.clearEmitted();
            harness.process("bob times", 2);

            assertThat(harness.output()).containsExactly("2 " + Long.MIN_VALUE + " 0");
        }
    }

    @Test
    void inBoundedModeATimerThatSetsTheNextOneDoesNotKeepTheKeyForEver() {
        try (OperatorHarness<String, String> harness = inBatch().open()) {
            harness.process("tick clock 10");
            harness.process("past clock 3");
            harness.watermark(Long.MAX_VALUE);

            assertThat(harness.output())
                    .as("the clock's timer of tick is dropped, the event timers of past fire")
                    .containsExactlyInAnyOrder(
                            "past PROCESSING_TIME 3 at " + Long.MAX_VALUE,
                            "past EVENT_TIME -2 at " + Long.MAX_VALUE,
                            "tick PROCESSING_TIME 10 at " + Long.MAX_VALUE);
            assertThat(harness.counter("numTimersDropped")).isEqualTo(1);
        }
    }

    @Test
    void rule39_anEarlierTimerTakesTheLead() {
        try (OperatorHarness<String, String> harness = setup.open()) {
            harness.process("ann clock 100");
            harness.process("bob clock 50");
            harness.advanceClockTo(60);
            assertThat(harness.output()).containsExactly("bob PROCESSING_TIME 50 at " + NONE);
            harness.advanceClockTo(110);
            assertThat(harness.output()).hasSize(2);
        }
    }

    @Test
    void rule39_aTimerMaySetTheNext() {
        try (OperatorHarness<String, String> harness = setup.open()) {
            harness.process("tick clock 10");
            harness.advanceClockTo(45);
            assertThat(harness.output()).hasSize(4);
            assertThat(harness.output().get(3)).startsWith("tick PROCESSING_TIME 40");
        }
    }

    @Test
    void rule39_whatIsPastDueFiresAtOnceAfterARestore() {
        HarnessSnapshot snapshot;
        try (OperatorHarness<String, String> harness = setup.open()) {
            harness.process("ann clock 100");
            harness.advanceClockTo(90);
            snapshot = harness.snapshot();
        }
        try (OperatorHarness<String, String> harness = setup.restore(snapshot)) {
            assertThat(harness.output()).isEmpty();
            harness.advanceClockTo(5_000);
            assertThat(harness.output()).hasSize(1);
        }
        try (OperatorHarness<String, String> harness = setup.withClockAt(5_000).restore(snapshot)) {
            assertThat(harness.output()).hasSize(1);
        }
    }

    @Test
    void rule39_aBurstOfTimersComesInSlices() {
        try (OperatorHarness<String, String> harness = setup.open()) {
            for (int i = 0; i < 2_000; i++) {
                harness.process("key" + i + " clock 100");
            }
            harness.advanceClockTo(101);
            assertThat(harness.output()).hasSize(2_000).doesNotHaveDuplicates();
            assertThat(harness.clockCalls()).isGreaterThan(2);
        }
    }

    @Test
    void rule39_timersLeftAtTheEndOfInputAreDroppedAndCounted() {
        try (OperatorHarness<String, String> harness = setup.open()) {
            harness.process("ann clock 100");
            harness.process("bob clock 100");
            harness.endInput();
            harness.advanceClockTo(200);

            assertThat(harness.output()).isEmpty();
            assertThat(harness.counter("numTimersDropped")).isEqualTo(2);
        }
    }

    @Test
    void rule19_theLastWatermarkFiresAllTimersOfEventTime() {
        try (OperatorHarness<String, String> harness = setup.open()) {
            harness.process("ann event 100");
            harness.process("bob event " + Long.MAX_VALUE);
            harness.endInput();

            assertThat(harness.output()).hasSize(2);
            assertThat(harness.emitted().get(2)).isEqualTo(new Emitted.Mark(Long.MAX_VALUE));
        }
    }

    @Test
    void rule40_timersAreStoredByKeyGroup() {
        HarnessSnapshot snapshot;
        try (OperatorHarness<String, String> harness = setup.open()) {
            for (int i = 0; i < 100; i++) {
                harness.process("key" + i + " event " + i);
                harness.process("key" + i + " clock " + i);
            }
            snapshot = harness.snapshot();
        }
        List<String> fired = new ArrayList<>();
        for (int subtask = 0; subtask < 3; subtask++) {
            try (OperatorHarness<String, String> harness =
                    setup.withSubtask(subtask, 3).restore(snapshot)) {
                harness.watermark(1_000);
                harness.advanceClockTo(1_000);
                assertThat(harness.output()).as("subtask=%d", subtask).isNotEmpty();
                assertThat(harness.output()).allMatch(harness::owns);
                fired.addAll(harness.output());
            }
        }
        assertThat(fired).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void rule41_resultsOfTimersHaveTheTimersTimeOrNone() {
        try (OperatorHarness<String, String> harness = setup.open()) {
            harness.process("ann event 100", 7);
            harness.process("ann clock 100", 7);
            harness.process("ann times", 7);
            harness.process("ann side", 8);
            harness.watermark(100);
            harness.advanceClockTo(101);

            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Result("7 " + NONE + " 0", 7),
                            new Emitted.Side("side", "ann", 8),
                            new Emitted.Result("ann EVENT_TIME 100 at 100", 100),
                            new Emitted.Mark(100),
                            new Emitted.Result("ann PROCESSING_TIME 100 at 100", NONE));
            assertThat(harness.sideOutput(TimerCommands.SIDE)).containsExactly("ann");
        }
    }

    @Test
    void rule20_theWatermarkGoesOnFromTheLowestThatWasStored() {
        HarnessSnapshot first;
        HarnessSnapshot second;
        try (OperatorHarness<String, String> harness = setup.withSubtask(0, 2).open()) {
            harness.watermark(100);
            first = harness.snapshot();
        }
        try (OperatorHarness<String, String> harness = setup.withSubtask(1, 2).open()) {
            harness.watermark(80);
            second = harness.snapshot();
        }
        HarnessSnapshot all = HarnessSnapshot.ofAll(List.of(first, second));
        try (OperatorHarness<String, String> harness = setup.restore(all)) {
            harness.process("ann times", 1);
            harness.process("ann event 60", 1);
            harness.watermark(70);
            assertThat(harness.emitted()).containsExactly(new Emitted.Result("1 80 0", 1));
            harness.watermark(81);
            assertThat(harness.emitted())
                    .endsWith(
                            new Emitted.Result("ann EVENT_TIME 60 at 81", 60),
                            new Emitted.Mark(81));
        }
    }

    @Test
    void rule20_theEndOfTimeIsNotRemembered() {
        HarnessSnapshot snapshot;
        try (OperatorHarness<String, String> harness = setup.open()) {
            harness.watermark(100);
            harness.endInput();
            snapshot = harness.snapshot();
        }
        try (OperatorHarness<String, String> harness = setup.restore(snapshot)) {
            harness.process("ann times", 1);
            assertThat(harness.emitted()).containsExactly(new Emitted.Result("1 100 0", 1));
        }
    }

    @Test
    void rules36To41_storingAndRestoringChangesNothing() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            List<HarnessStep<String>> script = new ArrayList<>();
            long watermark = 0;
            long clock = 0;
            String[] kinds = {"event", "event", "clock", "delete-event", "delete-clock", "times"};
            for (int i = 0; i < 60; i++) {
                switch (random.nextInt(6)) {
                    case 0 -> script.add(HarnessStep.watermark(watermark += random.nextInt(30)));
                    case 1 -> script.add(HarnessStep.time(clock += random.nextInt(30)));
                    default -> {
                        String kind = kinds[random.nextInt(kinds.length)];
                        String key = "key" + random.nextInt(4);
                        long near = kind.endsWith("clock") ? clock : watermark;
                        long time = near - 10 + random.nextInt(40);
                        script.add(HarnessStep.record(key + " " + kind + " " + time, i));
                    }
                }
            }
            script.add(HarnessStep.end());

            List<Emitted> emitted = setup.runExhaustively(script);

            assertThat(emitted).as("seed=%d", seed).hasSizeGreaterThan(5);
        }
    }
}
