/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.barrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.StreamException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AlignedBarriersTest {
    private final AlignedBarriers handler = new AlignedBarriers(3);

    @Test
    void rule47_channelsWaitUntilAllDelivered() {
        assertThat(handler.onBarrier(1, barrier(5), 100)).isEqualTo(await(5, 0));
        assertThat(blocked()).isEqualTo(bits(1));
        assertThat(handler.onBarrier(0, barrier(5), 150)).isEqualTo(await(5, 0));
        assertThat(blocked()).isEqualTo(bits(0, 1));
        assertThat(handler.pendingCheckpoint()).isEqualTo(5);
        assertThat(handler.pendingNanos(170)).isEqualTo(70);

        assertThat(handler.onBarrier(2, barrier(5), 180))
                .isEqualTo(new BarrierDecision.Snapshot(barrier(5), 0, bits(0, 1), 80));
        assertThat(blocked()).isEqualTo(bits());
        assertThat(handler.pendingCheckpoint()).isEqualTo(BarrierHandler.NONE);
        assertThat(handler.pendingNanos(999)).isZero();
    }

    @Test
    void rule47_aNewerBarrierEndsTheOneThatWaits() {
        handler.onBarrier(0, barrier(5), 0);
        handler.onBarrier(1, barrier(5), 0);

        assertThat(handler.onBarrier(2, barrier(6), 10)).isEqualTo(await(6, 5, 0, 1));
        assertThat(blocked()).isEqualTo(bits(2));
        assertThat(handler.onBarrier(0, barrier(6), 20)).isEqualTo(await(6, 0));
        assertThat(handler.onBarrier(1, barrier(6), 35))
                .isEqualTo(new BarrierDecision.Snapshot(barrier(6), 0, bits(0, 2), 25));
    }

    @Test
    void rule47_olderBarriersAreIgnored() {
        handler.onBarrier(0, barrier(6), 0);

        assertThat(handler.onBarrier(1, barrier(5), 0)).isSameAs(BarrierDecision.Ignore.INSTANCE);
        assertThat(blocked()).isEqualTo(bits(0));

        handler.onBarrier(1, barrier(6), 0);
        handler.onBarrier(2, barrier(6), 0);
        assertThat(handler.onBarrier(0, barrier(6), 0)).isSameAs(BarrierDecision.Ignore.INSTANCE);
        assertThat(handler.onBarrier(0, barrier(4), 0)).isSameAs(BarrierDecision.Ignore.INSTANCE);
        assertThat(blocked()).isEqualTo(bits());
    }

    @Test
    void rule47_endOfDataDoesNotStandForABarrier() {
        // channel 2 has ended its data; nobody tells the handler, and the checkpoint waits for it
        handler.onBarrier(0, barrier(5), 0);
        handler.onBarrier(1, barrier(5), 0);

        assertThat(handler.pendingCheckpoint()).isEqualTo(5);
        assertThat(blocked()).isEqualTo(bits(0, 1));
    }

    @Test
    void abortReturnsTheChannelsThatWereHeldBack() {
        handler.onBarrier(0, barrier(5), 0);
        handler.onBarrier(2, barrier(5), 0);

        assertThat(handler.abort(5)).isEqualTo(bits(0, 2));
        assertThat(blocked()).isEqualTo(bits());
        assertThat(handler.onBarrier(1, barrier(5), 0)).isSameAs(BarrierDecision.Ignore.INSTANCE);
        assertThat(handler.abort(5)).isEqualTo(bits());
    }

    @Test
    void abortOfALaterCheckpointEndsAnEarlierOneToo() {
        handler.onBarrier(0, barrier(5), 0);

        assertThat(handler.abort(7)).isEqualTo(bits(0));
        assertThat(handler.onBarrier(1, barrier(7), 0)).isSameAs(BarrierDecision.Ignore.INSTANCE);
        assertThat(handler.onBarrier(1, barrier(8), 0)).isEqualTo(await(8, 0));
    }

    @Test
    void abortOfAnEarlierCheckpointLeavesTheOneThatWaits() {
        handler.onBarrier(0, barrier(6), 0);

        assertThat(handler.abort(5)).isEqualTo(bits());
        assertThat(blocked()).isEqualTo(bits(0));
    }

    @Test
    void oneChannelNeverWaits() {
        AlignedBarriers single = new AlignedBarriers(1);

        assertThat(single.onBarrier(0, barrier(1), 7))
                .isEqualTo(new BarrierDecision.Snapshot(barrier(1), 0, bits(), 0));
        assertThat(single.isBlocked(0)).isFalse();
    }

    @Test
    void aBarrierTwiceOnOneChannelIsAnError() {
        handler.onBarrier(1, barrier(5), 0);

        assertThatThrownBy(() -> handler.onBarrier(1, barrier(5), 0))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("channel=1")
                .hasMessageContaining("checkpoint=5");
    }

    /** Positive elements of a channel are barriers, negative ones are records. */
    @Test
    void rule47_snapshotsHoldExactlyWhatIsBeforeTheBarrier() {
        int snapshots = 0;
        int aborts = 0;
        for (int seed = 0; seed < 2_000; seed++) {
            Run run = new Run(new Random(seed), seed);
            run.toTheEnd();
            snapshots += run.taken.size();
            aborts += run.aborted.size();
        }
        assertThat(snapshots).isGreaterThan(5_000);
        assertThat(aborts).isGreaterThan(500);
    }

    /** A subtask that takes elements from random channels. */
    private static final class Run {
        final Random random;
        final int seed;
        final List<ArrayDeque<Integer>> channels = new ArrayList<>();
        final List<Integer> lastBarrier = new ArrayList<>();
        final TreeSet<Integer> expected = new TreeSet<>();
        final TreeSet<Integer> aborted = new TreeSet<>();
        final List<Integer> taken = new ArrayList<>();
        final BitSet held = new BitSet();
        final AlignedBarriers handler;

        Run(Random random, int seed) {
            this.random = random;
            this.seed = seed;
            int count = 1 + random.nextInt(5);
            handler = new AlignedBarriers(count);
            for (int c = 0; c < count; c++) {
                channels.add(new ArrayDeque<>());
                lastBarrier.add(0);
            }
            for (int id = 1; id <= 8; id++) {
                boolean whole = random.nextInt(4) > 0;
                for (ArrayDeque<Integer> channel : channels) {
                    for (int r = random.nextInt(4); r > 0; r--) {
                        channel.add(-id);
                    }
                    if (whole || random.nextBoolean()) {
                        channel.add(id);
                    }
                }
                if (whole && random.nextInt(5) > 0) {
                    expected.add(id);
                } else {
                    aborted.add(id);
                }
            }
        }

        void toTheEnd() {
            List<Integer> aborts = new ArrayList<>(aborted);
            while (true) {
                List<Integer> open = new ArrayList<>();
                for (int c = 0; c < channels.size(); c++) {
                    assertThat(handler.isBlocked(c)).as("seed=%d", seed).isEqualTo(held.get(c));
                    if (!handler.isBlocked(c) && !channels.get(c).isEmpty()) {
                        open.add(c);
                    }
                }
                boolean canAbort = !aborts.isEmpty() && mayAbort(aborts.get(0));
                if (canAbort && (open.isEmpty() || random.nextInt(4) == 0)) {
                    int id = aborts.remove(0);
                    held.andNot(handler.abort(id));
                } else if (open.isEmpty()) {
                    break;
                } else {
                    take(open.get(random.nextInt(open.size())));
                }
            }
            assertThat(channels).as("seed=%d", seed).allMatch(ArrayDeque::isEmpty);
            assertThat(held.isEmpty() || handler.pendingCheckpoint() > 0).isTrue();
            assertThat(taken).as("seed=%d", seed).isSorted().containsAll(expected);
        }

        /** One checkpoint is pending at a time, so those before it are over when one is aborted. */
        boolean mayAbort(int id) {
            return expected.headSet(id).stream().allMatch(taken::contains);
        }

        void take(int channel) {
            int element = channels.get(channel).removeFirst();
            if (element < 0) {
                return;
            }
            lastBarrier.set(channel, element);
            BarrierDecision decision =
                    handler.onBarrier(channel, new CheckpointBarrier(element, 0, KIND), 0);
            if (decision instanceof BarrierDecision.Await await) {
                held.andNot(await.unblocked());
                held.set(channel);
            } else if (decision instanceof BarrierDecision.Snapshot snapshot) {
                held.andNot(snapshot.unblocked());
                assertThat(snapshot.barrier().checkpointId()).isEqualTo(element);
                // every channel stands right behind this barrier: no record of the next epoch was
                // taken
                assertThat(lastBarrier).as("seed=%d", seed).allMatch(last -> last == element);
                for (ArrayDeque<Integer> others : channels) {
                    assertThat(others.stream().noneMatch(e -> Math.abs(e) == element))
                            .as("seed=%d", seed)
                            .isTrue();
                }
                taken.add(element);
            }
        }
    }

    private static final CheckpointBarrier.Kind KIND = CheckpointBarrier.Kind.CHECKPOINT;

    private BitSet blocked() {
        BitSet set = new BitSet();
        for (int c = 0; c < 3; c++) {
            set.set(c, handler.isBlocked(c));
        }
        return set;
    }

    private static BarrierDecision await(long id, long abandoned, int... unblocked) {
        return new BarrierDecision.Await(barrier(id), abandoned, bits(unblocked));
    }

    private static CheckpointBarrier barrier(long id) {
        return new CheckpointBarrier(id, 1_000 + id, KIND);
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int bit : set) {
            bits.set(bit);
        }
        return bits;
    }
}
