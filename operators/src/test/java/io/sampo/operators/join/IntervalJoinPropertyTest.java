/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.testkit.Backends;
import io.sampo.operators.testkit.FromInput;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.testkit.TwoInputHarness;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever comes in whatever order: all pairs of records that are not late, each once, and of an
 * outer join those that are in no pair.
 */
class IntervalJoinPropertyTest {
    private static final int RECORDS = 200;

    @ParameterizedTest
    @CsvSource({"HEAP, 60", "ROCKSDB, 8"})
    void rule66_agreesWithABatch(Backends backend, int seeds) {
        for (int seed = 0; seed < seeds; seed++) {
            Random random = new Random(seed);
            long lower = random.nextInt(40) - 20;
            long upper = lower + (random.nextInt(4) == 0 ? 0 : random.nextInt(60));
            JoinKind kind = JoinKind.values()[seed % JoinKind.values().length];
            HarnessSetup<FromInput<Reading, Reading>, String> setup =
                    backend.of(
                            TwoInputHarness.<String, Reading, Reading, String>keyed(
                                    () ->
                                            new IntervalJoinOperator<>(
                                                    new JoinInterval<>(
                                                            lower, upper, kind, null, null),
                                                    new PairUp()),
                                    Reading::key,
                                    Reading::key));

            assertAgrees(seed, setup, random, new JoinInterval<>(lower, upper, kind, null, null));
        }
    }

    private static void assertAgrees(
            int seed,
            HarnessSetup<FromInput<Reading, Reading>, String> setup,
            Random random,
            JoinInterval<Reading, Reading> interval) {
        List<Reading> lefts = new ArrayList<>();
        List<Reading> rights = new ArrayList<>();
        List<String> results = new ArrayList<>();
        long watermark = Long.MIN_VALUE;
        long base = -50;
        OperatorHarness<FromInput<Reading, Reading>, String> harness = setup.open();
        try {
            for (int number = 0; number < RECORDS; number++) {
                base += random.nextInt(3);
                Reading reading =
                        new Reading("k" + random.nextInt(4), base - random.nextInt(30), number);
                boolean left = random.nextBoolean();
                harness.process(
                        left ? FromInput.first(reading) : FromInput.second(reading),
                        reading.timestamp());
                if (reading.timestamp() >= watermark) {
                    (left ? lefts : rights).add(reading);
                }
                if (random.nextInt(10) == 0 && base - 20 > watermark) {
                    watermark = base - 20;
                    harness.watermark(watermark);
                }
                if (random.nextInt(60) == 0) {
                    results.addAll(harness.output());
                    var snapshot = harness.snapshot();
                    harness.close();
                    harness = setup.restore(snapshot);
                }
            }
            harness.endInput();
            results.addAll(harness.output());
        } finally {
            harness.close();
        }
        assertThat(lefts.size() + rights.size())
                .as("seed=%d: some are late, and not all", seed)
                .isBetween(RECORDS / 2, RECORDS - 1);
        assertThat(results)
                .as("seed=%d interval=%s", seed, interval)
                .containsExactlyInAnyOrderElementsOf(batch(lefts, rights, interval));
    }

    private static List<String> batch(
            List<Reading> lefts, List<Reading> rights, JoinInterval<Reading, Reading> interval) {
        List<String> expected = new ArrayList<>();
        Set<Reading> alone = new HashSet<>(lefts);
        alone.addAll(rights);
        for (Reading left : lefts) {
            for (Reading right : rights) {
                long distance = right.timestamp() - left.timestamp();
                if (left.key().equals(right.key())
                        && distance >= interval.lower()
                        && distance <= interval.upper()) {
                    expected.add(PairUp.pair(left, right));
                    alone.remove(left);
                    alone.remove(right);
                }
            }
        }
        for (boolean left : new boolean[] {true, false}) {
            for (Reading reading : left ? lefts : rights) {
                if (interval.kind().shows(left) && alone.contains(reading)) {
                    expected.add((left ? "left " : "right ") + reading.number());
                }
            }
        }
        return expected;
    }
}
