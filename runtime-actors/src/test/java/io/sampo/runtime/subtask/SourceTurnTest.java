/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.element.CheckpointBarrier.Kind;
import io.sampo.core.element.EndOfInput;
import io.sampo.core.element.Watermark;
import io.sampo.runtime.subtask.SubtaskRig.Setup;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A subtask with a source step by step, through channels that the test fills and empties. */
class SourceTurnTest {
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
    void aSourceBeginsWhenAllSubtasksAreOpen() throws Exception {
        open(new Setup().source().credits(100));
        rig.probe.input.add("a");
        rig.run();
        assertThat(rig.probe.takeLog()).isEmpty();

        rig.subtask.start();
        rig.run();

        assertThat(rig.take(0)).containsExactly("a");
    }

    @Test
    void aSourceWithNothingToReadSleepsUntilItIsWoken() throws Exception {
        open(new Setup().source().credits(100));
        rig.subtask.start();
        rig.run();
        rig.probe.takeLog();
        rig.run();
        assertThat(rig.probe.takeLog()).as("polled though nothing woke it").isEmpty();

        rig.probe.input.add("a");
        int before = rig.turnsAskedFor;
        rig.probe.context.wakeUp();
        assertThat(rig.turnsAskedFor).isEqualTo(before + 1);
        rig.run();
        assertThat(rig.take(0)).containsExactly("a");

        rig.probe.input.add("b");
        rig.probe.context.wakeUpAfter(Duration.ofMillis(5).toNanos());
        rig.wakeTimer.advance(Duration.ofMillis(5));
        rig.run();
        assertThat(rig.take(0)).containsExactly("b");
    }

    @Test
    void aSourceWithoutCreditStopsAndGoesOn() throws Exception {
        open(new Setup().source().credits(2));
        rig.probe.endless = true;
        rig.subtask.start();
        rig.run();
        // Two frames under way, one waits.
        assertThat(rig.take(0)).hasSize(512);
        rig.run();

        assertThat(rig.takeFrame(0)).first().isEqualTo(512L);
    }

    @Test
    void aSourcePassesABarrierBetweenTwoRecordsEvenWithoutCredit() throws Exception {
        open(new Setup().source().credits(1).receivers(2));
        rig.probe.endless = true;
        rig.subtask.start();
        rig.run();
        rig.subtask.trigger(barrier(1));

        assertThat(rig.take(0)).endsWith(barrier(1)).hasSize(256 + 256 + 1);
        assertThat(rig.take(1)).endsWith(barrier(1));
        assertThat(rig.probe.takeLog()).endsWith("prepare 1", "snapshot 1");
    }

    @Test
    void aSourceThatStopsForASavepointReadsNothingUntilItIsAborted() throws Exception {
        open(new Setup().source().credits(100));
        rig.subtask.start();
        rig.run();
        rig.subtask.trigger(new CheckpointBarrier(4, 0, Kind.STOP));
        rig.probe.takeLog();
        rig.probe.input.add("a");
        rig.probe.context.wakeUp();
        rig.run();
        assertThat(rig.probe.takeLog()).isEmpty();

        rig.subtask.checkpointAborted(4);
        rig.run();

        assertThat(rig.take(0)).contains("a");
    }

    @Test
    void rule19_drainingASourceEndsEventTimeAndTheData() throws Exception {
        open(new Setup().source().credits(100));
        CheckpointBarrier drain = new CheckpointBarrier(4, 0, Kind.DRAIN);
        rig.subtask.start();
        rig.run();
        rig.probe.takeLog();
        rig.subtask.trigger(drain);

        assertThat(rig.probe.takeLog())
                .containsExactly("end event time", "finish", "prepare 4", "snapshot 4");
        assertThat(rig.take(0))
                .containsExactly(new Watermark(Watermark.MAX), EndOfInput.INSTANCE, drain);
        rig.io.poll().run();
        assertThat(((SubtaskEvent.SnapshotStored) rig.events.get(1)).finished()).isTrue();
    }

    @Test
    void aSourceAtItsEndTellsAndPassesBarriers() throws Exception {
        open(new Setup().source().credits(100));
        rig.probe.input.add("a");
        rig.probe.ended = true;
        rig.subtask.start();
        rig.run();
        assertThat(rig.take(0))
                .containsExactly("a", new Watermark(Watermark.MAX), EndOfInput.INSTANCE);
        assertThat(rig.events).hasExactlyElementsOfTypes(SubtaskEvent.DataEnded.class);

        rig.probe.takeLog();
        rig.probe.context.wakeUp();
        rig.run();
        rig.subtask.trigger(barrier(2));

        assertThat(rig.probe.takeLog()).containsExactly("prepare 2", "snapshot 2");
        assertThat(rig.take(0)).containsExactly(barrier(2));
    }

    @Test
    void aTriggerThatComesTwiceIsPassedOnce() throws Exception {
        open(new Setup().source().credits(100));
        rig.subtask.trigger(barrier(2));
        rig.subtask.trigger(barrier(2));
        rig.subtask.trigger(barrier(1));

        assertThat(rig.take(0)).containsExactly(barrier(2));
    }
}
