/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.element.CheckpointBarrier.Kind;
import io.sampo.core.element.EndOfInput;
import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import io.sampo.runtime.subtask.SubtaskRig.Setup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A subtask with two inputs: channels 0 and 1 are those of the first, 2 is that of the second. */
class TwoInputTurnTest {
    private SubtaskRig rig;

    @BeforeEach
    void open() throws Exception {
        rig = new Setup().inputs(3).secondInputFrom(2).credits(100).open();
    }

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    private static CheckpointBarrier barrier(long id) {
        return new CheckpointBarrier(id, 0, Kind.CHECKPOINT);
    }

    @Test
    void rule74_recordsOfAChannelComeInOrderToTheInputThatItBelongsTo() throws Exception {
        rig.send(0, "a", "b");
        rig.send(2, "x", "y");
        rig.send(1, "c");
        rig.run();

        assertThat(rig.probe.takeLog())
                .containsSubsequence("first a", "first b")
                .containsSubsequence("second x", "second y")
                .contains("first c")
                .hasSize(5);
    }

    @Test
    void rule13_theWatermarkIsThatOfBothInputs() throws Exception {
        rig.send(0, new Watermark(10));
        rig.send(2, new Watermark(7));
        rig.run();
        assertThat(rig.probe.takeLog()).isEmpty();

        rig.send(1, new Watermark(20));
        rig.run();
        assertThat(rig.probe.takeLog()).containsExactly("watermark 7");

        rig.send(2, WatermarkStatus.IDLE);
        rig.run();
        assertThat(rig.probe.takeLog()).containsExactly("watermark 10");
        assertThat(rig.take(0)).containsExactly(new Watermark(7), new Watermark(10));
    }

    @Test
    void rule47_aBarrierIsAwaitedOnAllChannelsOfBothInputs() throws Exception {
        rig.send(0, barrier(1));
        rig.send(1, barrier(1));
        rig.send(0, "held back");
        rig.send(2, "before");
        rig.run();
        assertThat(rig.probe.takeLog()).containsExactly("second before");

        rig.send(2, barrier(1));
        rig.send(2, "after");
        rig.run();
        assertThat(rig.probe.takeLog())
                .startsWith("snapshot 1")
                .contains("first held back", "second after")
                .hasSize(3);
        assertThat(rig.take(0)).startsWith("before", barrier(1));
    }

    @Test
    void dataEndsWhenBothInputsHaveEnded() throws Exception {
        rig.send(2, EndOfInput.INSTANCE);
        rig.send(0, EndOfInput.INSTANCE);
        rig.run();
        assertThat(rig.probe.takeLog()).isEmpty();

        rig.send(1, "last");
        rig.send(1, EndOfInput.INSTANCE);
        rig.run();
        assertThat(rig.probe.takeLog()).containsExactly("first last", "finish");
    }
}
