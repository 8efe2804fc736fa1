/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.element.CheckpointBarrier.Kind;
import io.sampo.core.element.EndOfInput;
import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.runtime.exchange.Doorbell;
import io.sampo.runtime.exchange.Frame;
import io.sampo.runtime.exchange.FrameLimit;
import io.sampo.runtime.exchange.OutputChannel;
import io.sampo.runtime.subtask.SubtaskRig.Setup;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A subtask step by step, through channels that the test fills and empties. */
class SubtaskTurnTest {
    private SubtaskRig rig;

    private void open(Setup setup) throws Exception {
        rig = setup.open();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private static CheckpointBarrier barrier(long id) {
        return new CheckpointBarrier(id, 0, Kind.CHECKPOINT);
    }

    private static Object[] numbers(int count) {
        return IntStream.range(0, count).boxed().toArray();
    }

    // ---- records and credit

    @Test
    void recordsGoThroughAndLeaveWhenTheSubtaskHasNothingElseToDo() throws Exception {
        open(new Setup());
        rig.send(0, "a", "b");
        rig.run();

        assertThat(rig.take(0)).containsExactly("a", "b");
    }

    @Test
    void aTurnTakesOneFrame() throws Exception {
        open(new Setup().credits(10));
        rig.send(0, "a");
        rig.send(0, "b");
        rig.subtask.turn();

        assertThat(rig.probe.takeLog()).containsExactly("record a");
        assertThat(rig.turnsAskedFor).isOne();
    }

    @Test
    void inputsTakeTurns() throws Exception {
        open(new Setup().inputs(3).credits(100));
        for (int i = 0; i < 3; i++) {
            rig.send(0, "a" + i);
            rig.send(2, "c" + i);
        }
        rig.run();

        assertThat(rig.probe.takeLog())
                .containsExactly(
                        "record c0",
                        "record a0",
                        "record c1",
                        "record a1",
                        "record c2",
                        "record a2");
    }

    @Test
    void withoutCreditItStopsBetweenTwoRecordsAndGoesOnWhenThereIsSome() throws Exception {
        open(new Setup().credits(1));
        rig.probe.copies = 256;
        rig.send(0, "a", "b", "c", "d");
        rig.run();
        // One frame is under way, and one full frame waits.
        assertThat(rig.probe.takeLog()).containsExactly("record a", "record b");

        int before = rig.turnsAskedFor;
        assertThat(rig.takeFrame(0)).hasSize(256).containsOnly("a");
        assertThat(rig.turnsAskedFor).as("rung for credit").isEqualTo(before + 1);
        rig.run();

        assertThat(rig.probe.takeLog()).containsExactly("record c");
    }

    @Test
    void withoutCreditItTakesNoFurtherFrame() throws Exception {
        open(new Setup().credits(1));
        rig.probe.copies = 256;
        for (int i = 0; i < 10; i++) {
            rig.send(0, "r" + i);
        }
        rig.run();

        assertThat(rig.probe.takeLog()).containsExactly("record r0", "record r1");
        assertThat(rig.outputs.get(0).hasCredit()).isFalse();
    }

    @Test
    void framesThatAllEndInAWatermarkAreHeldBackAsWell() throws Exception {
        open(new Setup().credits(2));
        for (int i = 0; i < 100; i++) {
            rig.send(0, "r" + i);
            rig.send(0, new Watermark(i));
        }
        rig.run();
        assertThat(rig.probe.takeLog().stream().filter(line -> line.startsWith("watermark")))
                .as("watermarks sent on to a receiver that takes none")
                .hasSizeLessThanOrEqualTo(4);

        int received = 0;
        for (int round = 0; round < 300; round++) {
            received += rig.take(0).size();
            rig.run();
        }
        assertThat(received).isEqualTo(200);
    }

    @Test
    void watermarksAloneAreHeldBackAsWell() throws Exception {
        open(new Setup().credits(2));
        for (int i = 0; i < 100; i++) {
            rig.send(0, new Watermark(i));
        }
        rig.run();

        assertThat(rig.probe.takeLog()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void aRingThatCameWhileItWasAwakeIsNotMissed() throws Exception {
        LateRing[] channel = new LateRing[1];
        open(
                new Setup()
                        .receiver(
                                bell -> {
                                    channel[0] = new LateRing(bell);
                                    return channel[0];
                                }));
        rig.probe.copies = 256;
        rig.send(0, "a", "b", "c");
        channel[0].rings = 1;
        rig.run();
        assertThat(rig.probe.takeLog()).containsExactly("record a", "record b");

        channel[0].giveCredit();
        rig.run();

        assertThat(rig.probe.takeLog()).containsExactly("record c");
    }

    /**
     * A receiver that was held up in the middle of a poll: it rings for a wait that is over, just
     * after the sender has begun another, which it forgets thereby.
     */
    private static final class LateRing implements OutputChannel {
        private final Doorbell sender;
        private int credits = 1;
        private int rings;
        private boolean asked;

        LateRing(Doorbell sender) {
            this.sender = sender;
        }

        @Override
        public FrameLimit frameLimit() {
            return FrameLimit.WITHIN_NODE;
        }

        @Override
        public boolean hasCredit() {
            return credits > 0;
        }

        @Override
        public void send(Frame frame) {
            credits--;
        }

        @Override
        public boolean callWhenCredit() {
            asked = !hasCredit();
            boolean waits = asked;
            if (rings > 0) {
                rings--;
                asked = false;
                sender.ring();
            }
            return waits;
        }

        void giveCredit() {
            credits++;
            assertThat(asked).as("the sender still asks").isTrue();
            sender.ring();
        }
    }

    @Test
    void whatWasBegunLongAgoLeavesThoughTheSubtaskIsBusy() throws Exception {
        open(new Setup().credits(100));
        for (int i = 0; i < 5; i++) {
            rig.send(0, "r" + i);
        }
        rig.subtask.turn();
        rig.clock.advance(Duration.ofMillis(3));
        assertThat(rig.take(0)).isEmpty();

        rig.subtask.turn();

        assertThat(rig.take(0)).containsExactly("r0", "r1");
    }

    @Test
    void aTurnEndsWhenItHasLastedLongEnough() throws Exception {
        open(new Setup().credits(100));
        rig.probe.onRecord = () -> rig.clock.advance(Duration.ofNanos(50_000));
        rig.send(0, numbers(100));
        rig.subtask.turn();
        assertThat(rig.probe.takeLog()).as("records in a millisecond").hasSize(20);

        rig.run();

        assertThat(rig.probe.takeLog()).hasSize(80);
        assertThat(rig.take(0)).hasSize(100);
    }

    @Test
    void aTurnOfFastRecordsSoonNoticesThatTheyHaveBecomeSlow() throws Exception {
        open(new Setup().credits(100));
        rig.probe.onRecord = () -> rig.clock.advance(Duration.ofNanos(100));
        rig.send(0, numbers(250));
        rig.run();
        rig.probe.takeLog();
        rig.probe.onRecord = () -> rig.clock.advance(Duration.ofMillis(5));
        rig.send(0, numbers(100));

        rig.subtask.turn();
        assertThat(rig.probe.takeLog()).hasSizeLessThanOrEqualTo(64);

        rig.subtask.turn();
        assertThat(rig.probe.takeLog()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aRecordThatFailsIsNamedByItsPlaceInTheInput() throws Exception {
        open(new Setup().credits(100));
        rig.send(0, "a", "b");
        rig.run();
        rig.probe.failAt = "record d";
        rig.probe.failure = new IllegalStateException("own");
        rig.send(0, "c", "d", "e");

        assertThatThrownBy(() -> rig.run())
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.USER_FUNCTION))
                .hasMessageContaining("record 4 of this subtask in attempt 1")
                .hasMessageContaining("operator=probe")
                .cause()
                .hasMessage("own");
    }

    // ---- event time

    @Test
    void rule14_timersFireBeforeTheWatermarkIsSentOn() throws Exception {
        open(new Setup().credits(100));
        rig.probe.timers.addAll(List.of(5L, 3L, 9L));
        rig.send(0, new Watermark(5));
        rig.run();

        assertThat(rig.probe.takeLog()).containsExactly("timer 3", "timer 5", "watermark 5");
        assertThat(rig.take(0)).containsExactly("timer 3", "timer 5", new Watermark(5));
    }

    @Test
    void rule9_theWatermarkIsTheLowestOfAllInputs() throws Exception {
        open(new Setup().inputs(2).credits(100));
        rig.send(0, new Watermark(10));
        rig.run();
        assertThat(rig.probe.takeLog()).isEmpty();
        rig.send(1, new Watermark(4));
        rig.run();

        assertThat(rig.probe.takeLog()).containsExactly("watermark 4");
    }

    @Test
    void rule11_whenAllInputsAreIdleTheOutputIs() throws Exception {
        open(new Setup().inputs(2).credits(100));
        rig.probe.timers.add(10L);
        rig.send(0, new Watermark(10));
        rig.send(0, WatermarkStatus.IDLE);
        rig.run();
        rig.send(1, WatermarkStatus.IDLE);
        rig.run();
        assertThat(rig.probe.takeLog()).containsExactly("timer 10", "watermark 10", "status IDLE");

        rig.send(1, WatermarkStatus.ACTIVE);
        rig.run();
        assertThat(rig.probe.takeLog()).containsExactly("status ACTIVE");
    }

    @Test
    void rule42_noRecordOrBarrierGetsBetweenTheTimersOfAWatermark() throws Exception {
        open(new Setup().credits(1));
        for (long time = 0; time < 2000; time++) {
            rig.probe.timers.add(time);
        }
        rig.send(0, new Watermark(5000));
        rig.send(0, "behind");
        rig.send(0, barrier(1));
        rig.run();
        assertThat(rig.probe.timers).as("timers left").hasSizeBetween(1400, 1800);
        rig.probe.context.schedule(0, time -> rig.probe.log("call"));
        rig.wakeTimer.advance(Duration.ofMillis(1));
        rig.run();
        assertThat(rig.probe.takeLog()).allMatch(line -> line.startsWith("timer"));
        rig.subtask.checkpointCompleted(7, true);
        rig.probe.context.subtaskExecutor().execute(() -> rig.probe.log.add("mail"));
        rig.run();
        assertThat(rig.probe.takeLog())
                .as("what the subtask is told comes through")
                .containsExactly("completed 7", "mail");

        int received = 0;
        for (int round = 0; round < 100; round++) {
            received += rig.take(0).size();
            rig.run();
        }

        List<String> after = rig.probe.takeLog();
        assertThat(after.subList(after.indexOf("watermark 5000"), after.size()))
                .containsExactly(
                        "watermark 5000", "call", "record behind", "prepare 1", "snapshot 1");
        assertThat(received).isEqualTo(2000 + 1 + 1 + 1);
    }

    // ---- the end of the input

    @Test
    void rule47_theEndOfAllInputsEndsDataButBarriersStillPass() throws Exception {
        open(new Setup().inputs(2).credits(100));
        rig.send(0, EndOfInput.INSTANCE);
        rig.run();
        assertThat(rig.probe.takeLog()).isEmpty();
        rig.send(1, "b");
        rig.send(1, EndOfInput.INSTANCE);
        rig.run();
        assertThat(rig.probe.takeLog()).containsExactly("record b", "finish");
        assertThat(rig.take(0)).containsExactly("b", "last", EndOfInput.INSTANCE);
        assertThat(rig.events).hasExactlyElementsOfTypes(SubtaskEvent.DataEnded.class);

        rig.send(0, barrier(7));
        rig.send(1, barrier(7));
        rig.run();
        rig.io.poll().run();

        assertThat(rig.take(0)).containsExactly(barrier(7));
        assertThat(((SubtaskEvent.SnapshotStored) rig.events.get(1)).finished()).isTrue();
    }

    @Test
    void rule54_whatTheEndMadeBeforeTheCheckpointDoesNotComeAgain() throws Exception {
        open(new Setup().credits(100).finishedBefore());
        rig.send(0, EndOfInput.INSTANCE);
        rig.run();

        assertThat(rig.probe.takeLog()).isEmpty();
        assertThat(rig.take(0)).containsExactly(EndOfInput.INSTANCE);
    }

    @Test
    void rule39_callsAtATimeDoNotComeAfterTheEnd() throws Exception {
        open(new Setup().credits(100));
        rig.probe.context.schedule(
                rig.clock.currentTimeMillis() + 5, time -> rig.probe.log("call"));
        rig.send(0, EndOfInput.INSTANCE);
        rig.run();
        rig.probe.takeLog();
        rig.wakeTimer.advance(Duration.ofMillis(10));
        rig.run();

        assertThat(rig.probe.takeLog()).isEmpty();
    }

    // ---- other work

    @Test
    void tasksOfOtherThreadsRunBetweenTheRecordsAndDoNotHoldThemBack() throws Exception {
        open(new Setup().credits(100));
        Runnable[] again = new Runnable[1];
        int[] runs = new int[1];
        again[0] =
                () -> {
                    runs[0]++;
                    rig.probe.context.subtaskExecutor().execute(again[0]);
                };
        rig.probe.context.subtaskExecutor().execute(again[0]);
        rig.send(0, "a");
        rig.subtask.turn();

        assertThat(runs[0]).isBetween(1, 1000);
        assertThat(rig.probe.takeLog()).containsExactly("record a");
    }

    @Test
    void aTaskOfAnotherThreadWakesTheSubtask() throws Exception {
        open(new Setup().credits(100));
        rig.run();
        int before = rig.turnsAskedFor;
        rig.probe.context.subtaskExecutor().execute(() -> rig.probe.log.add("task"));
        assertThat(rig.turnsAskedFor).isEqualTo(before + 1);
        rig.run();

        assertThat(rig.probe.takeLog()).containsExactly("task");
    }

    @Test
    void aSubtaskThatFindsWorkAsItGoesToSleepIsAwake() throws Exception {
        open(new Setup().credits(100));
        rig.run();
        for (int i = 0; i < 300; i++) {
            rig.probe.context.subtaskExecutor().execute(() -> rig.probe.log.add("task"));
        }
        int before = rig.turnsAskedFor;
        rig.subtask.turn();
        assertThat(rig.probe.takeLog()).as("in one turn").hasSizeLessThan(300);
        assertThat(rig.turnsAskedFor).isEqualTo(before + 1);

        rig.shell.doorbell().ring();

        assertThat(rig.turnsAskedFor).as("asked for already").isEqualTo(before + 1);
    }

    @Test
    void aCallAtATimeThatFailsNamesItsOperator() throws Exception {
        open(new Setup().credits(100));
        rig.probe.context.schedule(
                0,
                time -> {
                    throw new IllegalStateException("own");
                });
        rig.wakeTimer.advance(Duration.ofMillis(1));

        assertThatThrownBy(() -> rig.run())
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.USER_FUNCTION))
                .hasMessageContaining("operator=probe")
                .cause()
                .hasMessage("own");
    }

    @Test
    void whatIsClosedIsNotWoken() throws Exception {
        open(new Setup().source().credits(100));
        rig.run();
        rig.probe.context.wakeUpAfter(Duration.ofMillis(5).toNanos());
        rig.probe.context.schedule(
                rig.clock.currentTimeMillis() + 5, time -> rig.probe.log("call"));
        rig.subtask.close();
        int before = rig.turnsAskedFor;
        rig.wakeTimer.advance(Duration.ofMillis(10));

        assertThat(rig.turnsAskedFor).isEqualTo(before);
    }
}
