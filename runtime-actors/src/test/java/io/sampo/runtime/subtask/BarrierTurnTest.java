/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.checkpointing.coordinator.CheckpointSettings.Mode;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.element.CheckpointBarrier.Kind;
import io.sampo.core.error.StreamException;
import io.sampo.runtime.subtask.SubtaskRig.Setup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a subtask does with barriers, and with the end of its inputs, step by step. */
class BarrierTurnTest {
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

    @Test
    void rule47_anInputThatDeliveredTheBarrierIsHeldBackUntilAllHave() throws Exception {
        open(new Setup().inputs(2).credits(100));
        rig.send(0, "a");
        rig.send(0, barrier(1));
        rig.send(0, "after");
        rig.send(1, "b");
        rig.run();
        assertThat(rig.probe.takeLog()).containsExactly("record b", "record a");

        rig.send(1, "c");
        rig.send(1, barrier(1));
        rig.run();

        assertThat(rig.probe.takeLog())
                .containsExactly("record c", "prepare 1", "snapshot 1", "record after");
        assertThat(rig.take(0)).containsExactly("b", "a", "c", barrier(1), "after");
    }

    @Test
    void rule48_atLeastOnceHoldsNothingBack() throws Exception {
        open(new Setup().inputs(2).credits(100).guarantee(Mode.AT_LEAST_ONCE));
        rig.send(0, barrier(1));
        rig.send(0, "after");
        rig.run();
        assertThat(rig.probe.takeLog()).containsExactly("record after");
        rig.send(1, barrier(1));
        rig.run();

        assertThat(rig.probe.takeLog()).containsExactly("prepare 1", "snapshot 1");
    }

    @Test
    void rule47_anAbortedCheckpointLetsItsInputsGoOn() throws Exception {
        open(new Setup().inputs(2).credits(100));
        rig.send(0, barrier(1));
        rig.send(0, "after");
        rig.run();
        rig.subtask.checkpointAborted(1);
        assertThat(rig.turnsAskedFor).as("woken").isPositive();
        rig.run();

        assertThat(rig.probe.takeLog()).containsExactly("aborted 1", "record after");
        rig.send(1, barrier(1));
        rig.run();
        assertThat(rig.probe.takeLog()).as("a late barrier").isEmpty();
    }

    @Test
    void inputsThatAreNotHeldBackTakeTurns() throws Exception {
        open(new Setup().inputs(4).credits(100));
        rig.send(1, barrier(1));
        rig.send(2, barrier(1));
        rig.run();
        for (int frame = 1; frame <= 3; frame++) {
            for (int input = 0; input < 4; input++) {
                rig.send(input, input + "-" + frame);
            }
        }
        rig.run();
        assertThat(rig.probe.takeLog())
                .containsExactly(
                        "record 3-1",
                        "record 0-1",
                        "record 3-2",
                        "record 0-2",
                        "record 3-3",
                        "record 0-3");

        rig.subtask.checkpointAborted(1);
        rig.run();
        assertThat(rig.probe.takeLog())
                .containsExactly(
                        "aborted 1",
                        "record 1-1",
                        "record 2-1",
                        "record 1-2",
                        "record 2-2",
                        "record 1-3",
                        "record 2-3");
    }

    @Test
    void rule47_aNewerBarrierEndsTheOneThatWaits() throws Exception {
        open(new Setup().inputs(2).credits(100));
        rig.send(0, barrier(1));
        rig.run();
        rig.send(0, barrier(2));
        rig.send(1, barrier(2));
        rig.run();

        assertThat(rig.probe.takeLog()).containsExactly("aborted 1", "prepare 2", "snapshot 2");
    }

    @Test
    void rule50_theBarrierIsSentOnBeforeTheSnapshotIsStored() throws Exception {
        open(new Setup().credits(100));
        rig.send(0, barrier(1));
        rig.run();

        assertThat(rig.take(0)).containsExactly(barrier(1));
        assertThat(rig.events).isEmpty();
        assertThat(rig.io).hasSize(1);
        rig.io.poll().run();
        assertThat(rig.events)
                .singleElement()
                .isInstanceOfSatisfying(
                        SubtaskEvent.SnapshotStored.class,
                        stored -> {
                            assertThat(stored.checkpointId()).isOne();
                            assertThat(stored.finished()).isFalse();
                        });
    }

    @Test
    void aSnapshotThatFailsIsDeclinedAndTheBarrierGoesOn() throws Exception {
        open(new Setup().credits(100));
        rig.probe.failAt = "snapshot 1";
        rig.probe.failure = new IllegalStateException("own");
        rig.send(0, barrier(1));
        rig.send(0, "after");
        rig.run();

        assertThat(rig.take(0)).containsExactly(barrier(1), "after");
        assertThat(rig.events)
                .singleElement()
                .isInstanceOfSatisfying(
                        SubtaskEvent.SnapshotDeclined.class,
                        declined -> assertThat(declined.reason()).hasStackTraceContaining("own"));
    }

    @Test
    void whatFailsBeforeTheBarrierFailsTheSubtask() throws Exception {
        open(new Setup().credits(100));
        rig.probe.failAt = "prepare 1";
        rig.probe.failure = new IllegalStateException("own");
        rig.send(0, barrier(1));

        assertThatThrownBy(() -> rig.run()).isInstanceOf(StreamException.class);
    }

    @Test
    void aCompletedCheckpointIsCommittedOnceAndAnsweredEachTime() throws Exception {
        open(new Setup().credits(100));
        rig.subtask.checkpointCompleted(3, true);
        rig.subtask.checkpointCompleted(3, true);
        rig.subtask.checkpointCompleted(2, true);

        assertThat(rig.probe.takeLog()).containsExactly("completed 3");
        assertThat(rig.events).hasSize(3).allMatch(SubtaskEvent.Committed.class::isInstance);
    }

    @Test
    void aSavepointThatTheJobGoesOnAfterIsNotCommitted() throws Exception {
        open(new Setup().credits(100));
        rig.subtask.checkpointCompleted(3, false);

        assertThat(rig.probe.takeLog()).isEmpty();
        assertThat(rig.events).isEmpty();
    }
}
