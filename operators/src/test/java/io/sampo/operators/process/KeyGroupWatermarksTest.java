/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyGroupWatermarksTest {
    /** Some for each key group. */
    private static final int KEYS = 1_000;

    private final HarnessSetup<Integer, Long> setup =
            KeyedHarness.of(Showing::new, (Integer key) -> key);

    @Test
    void rule20_keysKeepTheirWatermarksWhateverTheParallelism() {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            long[] seen = new long[KEYS];
            Arrays.fill(seen, Long.MIN_VALUE);
            List<HarnessSnapshot> stored = List.of();
            long lowest = Long.MIN_VALUE;
            for (int round = 0; round < 6; round++) {
                int parallelism = 1 + random.nextInt(4);
                List<HarnessSnapshot> snapshots = new ArrayList<>();
                long[] watermarks = new long[parallelism];
                for (int subtask = 0; subtask < parallelism; subtask++) {
                    HarnessSetup<Integer, Long> part = setup.withSubtask(subtask, parallelism);
                    try (OperatorHarness<Integer, Long> harness =
                            stored.isEmpty()
                                    ? part.open()
                                    : part.restore(HarnessSnapshot.ofAll(stored))) {
                        String about = "seed=" + seed + " round=" + round + " subtask=" + subtask;
                        show(harness, seen, lowest, about + " restored");
                        watermarks[subtask] = lowest;
                        for (int step = random.nextInt(3); step > 0; step--) {
                            watermarks[subtask] =
                                    Math.max(watermarks[subtask], 0) + random.nextInt(30);
                            harness.watermark(watermarks[subtask]);
                            show(harness, seen, watermarks[subtask], about);
                        }
                        if (round == 5) {
                            harness.endInput();
                        }
                        snapshots.add(harness.snapshot());
                    }
                }
                // Each tells of its own key groups only, whatever the order in which they come.
                Collections.shuffle(snapshots, random);
                stored = snapshots;
                lowest = Arrays.stream(watermarks).min().orElseThrow();
            }
        }
    }

    /** Looks at all keys, and remembers what they have seen. */
    private static void show(
            OperatorHarness<Integer, Long> harness, long[] seen, long watermark, String about) {
        harness.clearEmitted();
        List<Long> expected = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            if (harness.owns(key)) {
                harness.process(key);
                seen[key] = Math.max(seen[key], watermark);
                expected.add(seen[key]);
            }
        }
        assertThat(harness.output()).as(about).isEqualTo(expected);
    }

    /** Emits the watermark of each record's key. */
    private static final class Showing extends BasicOperator<Integer, Long>
            implements TimerCallbacks<NoNamespace> {
        @SuppressWarnings("NullAway.Init") // set in open
        private KeyedTimers<NoNamespace> timers;

        @Override
        public void open(OperatorContext context, Output<Long> output) throws Exception {
            super.open(context, output);
            timers = new KeyedTimers<>(context, NamespaceType.NONE, this);
        }

        @Override
        public void process(Integer record, long timestamp) {
            output().collect(timers.watermarkOfKey(), timestamp);
        }

        @Override
        public boolean advanceTimers(long watermark, TurnBudget budget) throws Exception {
            return timers.advance(watermark, budget);
        }

        @Override
        public void snapshotState(long checkpointId) {
            timers.snapshotState();
        }

        @Override
        public void onEventTime(long timestamp, NoNamespace namespace) {}

        @Override
        public void onProcessingTime(long timestamp, NoNamespace namespace) {}
    }
}
