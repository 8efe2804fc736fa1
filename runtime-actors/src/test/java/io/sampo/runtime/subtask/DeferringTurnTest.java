/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.element.CheckpointBarrier.Kind;
import io.sampo.core.element.EndOfInput;
import io.sampo.runtime.subtask.SubtaskRig.Setup;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A subtask whose operator holds two records at most, until they are ready. */
class DeferringTurnTest {
    private SubtaskRig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new Setup().deferring().inputs(2).open();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private void ready(Object... records) {
        Objects.requireNonNull(rig.probe.context)
                .subtaskExecutor()
                .execute(() -> rig.probe.input.addAll(List.of(records)));
    }

    @Test
    void rule71_aFullOperatorGetsNoRecordInTheMiddleOfAFrame() throws Exception {
        rig.send(0, "a", "b", "c");
        rig.send(0, "d");
        rig.run();
        assertThat(rig.probe.takeLog()).containsExactly("record a", "record b");

        int before = rig.turnsAskedFor;
        rig.run();
        assertThat(rig.turnsAskedFor).as("turns for nothing").isEqualTo(before);

        ready("b");
        assertThat(rig.turnsAskedFor).as("what is ready wakes it").isEqualTo(before + 1);
        rig.run();
        assertThat(rig.probe.takeLog()).containsExactly("record c");
        assertThat(rig.take(0)).containsExactly("b");
    }

    @Test
    void rule71_aBarrierWaitsBehindTheRecordsThatAreHeldBack() throws Exception {
        rig.send(0, "a", "b", "c");
        rig.send(0, new CheckpointBarrier(1, 0, Kind.CHECKPOINT));
        rig.send(1, new CheckpointBarrier(1, 0, Kind.CHECKPOINT));
        rig.run();
        assertThat(rig.probe.takeLog()).containsExactly("record a", "record b");

        ready("a");
        rig.run();
        assertThat(rig.probe.takeLog()).containsExactly("record c");

        ready("b");
        rig.run();
        assertThat(rig.probe.takeLog()).containsExactly("snapshot 1");
        assertThat(rig.take(0))
                .containsExactly("a", "b", new CheckpointBarrier(1, 0, Kind.CHECKPOINT));
    }

    @Test
    void rule71_scheduledCallsComeWhileItIsFull() throws Exception {
        rig.send(0, "a", "b", "c");
        rig.run();
        Objects.requireNonNull(rig.probe.context)
                .schedule(
                        rig.clock.currentTimeMillis() + 5,
                        time -> rig.probe.input.addAll(List.of("a")));
        rig.wakeTimer.advance(java.time.Duration.ofMillis(5));
        rig.run();

        assertThat(rig.take(0)).containsExactly("a");
        assertThat(rig.probe.takeLog()).endsWith("record c");
    }

    @Test
    void rule71_theEndOfTheDataAndBarriersBehindItWaitForWhatIsHeld() throws Exception {
        rig.send(0, "a", "b");
        rig.send(0, EndOfInput.INSTANCE);
        rig.send(1, EndOfInput.INSTANCE);
        rig.send(0, new CheckpointBarrier(1, 0, Kind.CHECKPOINT));
        rig.send(1, new CheckpointBarrier(1, 0, Kind.CHECKPOINT));
        rig.run();
        ready("a");
        rig.run();
        assertThat(rig.probe.takeLog()).containsExactly("record a", "record b", "end of input");
        assertThat(rig.events).isEmpty();

        ready("b");
        rig.run();
        assertThat(rig.probe.takeLog()).containsExactly("finish", "snapshot 1");
        assertThat(rig.take(0))
                .containsExactly(
                        "a",
                        "b",
                        EndOfInput.INSTANCE,
                        new CheckpointBarrier(1, 0, Kind.CHECKPOINT));
        assertThat(rig.events).contains(new SubtaskEvent.DataEnded(rig.shell.id(), 1));
    }

    @Test
    void rule71_resultsWaitForCreditLikeAllElse() throws Exception {
        rig.close();
        rig = new Setup().deferring().credits(1).open();
        rig.send(0, "a", "b");
        rig.run();
        ready("a");
        rig.run();
        rig.send(0, "c", "d");
        rig.run();
        ready("b", "c");
        rig.run();

        assertThat(rig.takeFrame(0)).containsExactly("a");
        rig.run();
        assertThat(rig.take(0)).containsExactly("b", "c");
    }
}
