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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever comes in whatever order: all pairs of records that are not late, each once. */
class IntervalJoinPropertyTest {
    private static final int RECORDS = 200;

    @ParameterizedTest
    @CsvSource({"HEAP, 60", "ROCKSDB, 8"})
    void rule66_agreesWithABatch(Backends backend, int seeds) {
        for (int seed = 0; seed < seeds; seed++) {
            Random random = new Random(seed);
            long lower = random.nextInt(40) - 20;
            long upper = lower + (random.nextInt(4) == 0 ? 0 : random.nextInt(60));
            HarnessSetup<FromInput<Reading, Reading>, String> setup =
                    backend.of(
                            TwoInputHarness.<String, Reading, Reading, String>keyed(
                                    () ->
                                            new IntervalJoinOperator<>(
                                                    new JoinInterval<>(lower, upper, null, null),
                                                    new PairUp()),
                                    Reading::key,
                                    Reading::key));

            assertAgrees(seed, setup, random, lower, upper);
        }
    }

    private static void assertAgrees(
            int seed,
            HarnessSetup<FromInput<Reading, Reading>, String> setup,
            Random random,
            long lower,
            long upper) {
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
            results.addAll(harness.output());
        } finally {
            harness.close();
        }
        List<String> expected = new ArrayList<>();
        for (Reading left : lefts) {
            for (Reading right : rights) {
                long distance = right.timestamp() - left.timestamp();
                if (left.key().equals(right.key()) && distance >= lower && distance <= upper) {
                    expected.add(PairUp.pair(left, right));
                }
            }
        }
        assertThat(lefts.size() + rights.size())
                .as("seed=%d: some are late, and not all", seed)
                .isBetween(RECORDS / 2, RECORDS - 1);
        assertThat(results)
                .as("seed=%d lower=%d upper=%d", seed, lower, upper)
                .containsExactlyInAnyOrderElementsOf(expected);
    }
}
