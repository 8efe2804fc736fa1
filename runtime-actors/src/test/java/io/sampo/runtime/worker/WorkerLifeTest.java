/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.runtime.worker.AttemptWorker.Stop;
import org.junit.jupiter.api.Test;

class WorkerLifeTest {
    private final WorkerLife life = new WorkerLife(true);

    @Test
    void goesOnWithoutItsMasterIfThatIsOfUse() {
        assertThat(life.goesOnWithoutMaster()).isTrue();
        assertThat(new WorkerLife(false).goesOnWithoutMaster()).isFalse();
    }

    @Test
    void aMasterSaysWhetherAFailureEndsAll() {
        assertThat(life.stopsAfterFailure()).isFalse();
        assertThat(life.stopsAfterBrokenChannel()).isFalse();
    }

    @Test
    void whatFailsWithoutAMasterEndsAll() {
        life.goesOnWithoutMaster();

        assertThat(life.stopsAfterFailure()).isTrue();
        assertThat(life.stopsAfterBrokenChannel()).isTrue();
    }

    /** It is to another node, and most likely to that of the master. */
    @Test
    void doesNotGoOnAloneAfterAChannelBroke() {
        life.stopsAfterBrokenChannel();

        assertThat(life.goesOnWithoutMaster()).isFalse();
        assertThat(life.stopsAfterFailure()).isFalse();
    }

    @Test
    void doesNotGoOnAloneWhenItStops() {
        assertThat(life.stop(Stop.INSTANCE)).isTrue();

        assertThat(life.goesOnWithoutMaster()).isFalse();
        assertThat(life.isStopping()).isTrue();
    }

    @Test
    void aJobThatHasFinishedStaysSo() {
        assertThat(life.stop(Stop.FINISHED)).isTrue();
        assertThat(life.stop(Stop.INSTANCE)).as("stops already").isFalse();

        assertThat(life.hasFinished()).isTrue();
    }

    /** The last word was on its way when the subtasks were stopped for another reason. */
    @Test
    void mayHearOfTheEndLater() {
        life.stop(Stop.INSTANCE);
        assertThat(life.hasFinished()).isFalse();

        life.stop(Stop.FINISHED);
        assertThat(life.hasFinished()).isTrue();
    }
}
