/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.barrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.StreamException;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class AtLeastOnceBarriersTest {
    private final AtLeastOnceBarriers handler = new AtLeastOnceBarriers(2);

    @Test
    void rule48_countsWithoutHoldingBack() {
        assertThat(handler.onBarrier(0, barrier(1), 10)).isEqualTo(await(1));
        assertThat(handler.isBlocked(0)).isFalse();
        assertThat(handler.pendingNanos(30)).isEqualTo(20);
        assertThat(handler.onBarrier(1, barrier(1), 40)).isEqualTo(snapshot(1, 0, 30));
        assertThat(handler.pendingCheckpoint()).isEqualTo(BarrierHandler.NONE);
    }

    @Test
    void rule48_severalWaitAtATime() {
        handler.onBarrier(0, barrier(1), 0);
        handler.onBarrier(0, barrier(2), 5);

        assertThat(handler.onBarrier(1, barrier(1), 9)).isEqualTo(snapshot(1, 0, 9));
        assertThat(handler.onBarrier(1, barrier(2), 9)).isEqualTo(snapshot(2, 0, 4));
    }

    @Test
    void rule48_oneThatIsTakenEndsAllOlderOnes() {
        handler.onBarrier(0, barrier(1), 0);
        handler.onBarrier(0, barrier(2), 0);
        handler.onBarrier(0, barrier(3), 0);

        assertThat(handler.onBarrier(1, barrier(3), 1)).isEqualTo(snapshot(3, 2, 1));
        assertThat(handler.onBarrier(1, barrier(1), 1)).isSameAs(BarrierDecision.Ignore.INSTANCE);
        assertThat(handler.onBarrier(1, barrier(2), 1)).isSameAs(BarrierDecision.Ignore.INSTANCE);
    }

    @Test
    void abortEndsItAndAllBefore() {
        handler.onBarrier(0, barrier(1), 0);
        handler.onBarrier(0, barrier(2), 0);
        handler.onBarrier(0, barrier(3), 0);

        assertThat(handler.abort(2)).isEqualTo(new BitSet());
        assertThat(handler.onBarrier(1, barrier(2), 0)).isSameAs(BarrierDecision.Ignore.INSTANCE);
        assertThat(handler.onBarrier(1, barrier(3), 0)).isEqualTo(snapshot(3, 0, 0));
    }

    @Test
    void rule48_theOldestGivesWayBeyondTheLimit() {
        for (int id = 1; id <= AtLeastOnceBarriers.MAX_PENDING; id++) {
            assertThat(handler.onBarrier(0, barrier(id), 0)).isEqualTo(await(id));
        }

        assertThat(handler.onBarrier(0, barrier(51), 0))
                .isEqualTo(new BarrierDecision.Await(barrier(51), 1, new BitSet()));
        assertThat(handler.onBarrier(1, barrier(1), 0)).isSameAs(BarrierDecision.Ignore.INSTANCE);
        assertThat(handler.onBarrier(1, barrier(2), 0)).isEqualTo(snapshot(2, 0, 0));
    }

    @Test
    void aBarrierTwiceOnOneChannelIsAnError() {
        handler.onBarrier(1, barrier(5), 0);

        assertThatThrownBy(() -> handler.onBarrier(1, barrier(5), 0))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("channel=1");
    }

    private static BarrierDecision await(long id) {
        return new BarrierDecision.Await(barrier(id), BarrierHandler.NONE, new BitSet());
    }

    private static BarrierDecision snapshot(long id, long abandoned, long nanos) {
        return new BarrierDecision.Snapshot(barrier(id), abandoned, new BitSet(), nanos);
    }

    private static CheckpointBarrier barrier(long id) {
        return new CheckpointBarrier(id, 0, CheckpointBarrier.Kind.CHECKPOINT);
    }
}
