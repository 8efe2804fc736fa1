/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.operators.function.Collector;
import io.sampo.operators.function.ProcessJoinFunction;
import io.sampo.operators.join.TemporalJoinOperator.TemporalMatch;
import io.sampo.operators.testkit.Backends;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.FromInput;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.testkit.TwoInputHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TemporalJoinOperatorTest {
    private static final int RECORDS = 60;
    private static final int BOUND = 20;

    /** Shows both, or that there is no right one. */
    private static final class Show
            extends ProcessJoinFunction<Reading, @Nullable Reading, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(
                Reading left, @Nullable Reading right, Context context, Collector<String> out) {
            long begun = right == null ? Long.MIN_VALUE : right.timestamp();
            if (left.timestamp() != context.leftTimestamp()
                    || begun != context.rightTimestamp()
                    || context.timestamp() != left.timestamp()) {
                throw new IllegalStateException("Not a pair: left=" + left + " right=" + right);
            }
            out.collect(show(left, right));
        }
    }

    private static String show(Reading left, @Nullable Reading right) {
        return left.number() + "-" + (right == null ? "none" : right.number());
    }

    private static boolean isDeletion(Reading version) {
        return version.number() % 5 == 0;
    }

    private static HarnessSetup<FromInput<Reading, Reading>, String> setup(
            boolean outer, boolean deletions) {
        TemporalMatch<Reading> match =
                new TemporalMatch<>(outer, deletions ? TemporalJoinOperatorTest::isDeletion : null);
        return TwoInputHarness.<String, Reading, Reading, String>keyed(
                () -> new TemporalJoinOperator<>(match, new Show()), Reading::key, Reading::key);
    }

    private static void left(
            OperatorHarness<FromInput<Reading, Reading>, String> harness, long at, int number) {
        harness.process(FromInput.first(new Reading("k", at, number)), at);
    }

    private static void version(
            OperatorHarness<FromInput<Reading, Reading>, String> harness, long at, int number) {
        harness.process(FromInput.second(new Reading("k", at, number)), at);
    }

    @ParameterizedTest
    @EnumSource
    void rule69_aRecordMeetsWhatWasValidAtItsTime(Backends backend) {
        try (var harness = backend.of(setup(false, false)).open()) {
            left(harness, 15, 1);
            left(harness, 10, 2);
            left(harness, 9, 3);
            version(harness, 20, 103);
            version(harness, 10, 102);
            harness.watermark(9);
            assertThat(harness.output()).as("nothing is valid yet at 9").isEmpty();
            harness.watermark(14);
            assertThat(harness.output()).containsExactly("2-102");
            version(harness, 15, 104);
            harness.watermark(30);

            assertThat(harness.emitted())
                    .contains(new Emitted.Result("2-102", 10), new Emitted.Result("1-104", 15));
            left(harness, 1_000, 4);
            harness.watermark(2_000);
            assertThat(harness.output()).endsWith("4-103");
        }
    }

    @Test
    void rule69_whatIsValidNoMoreGoes() {
        try (var harness = setup(true, false).open()) {
            for (int at = 0; at < 100; at++) {
                version(harness, at, at);
            }
            long all = harness.stateBytes();
            harness.watermark(98);
            version(harness, 99, 199);
            harness.watermark(99);

            assertThat(harness.stateBytes()).isLessThan(all / 2);
            left(harness, 50, 1);
            left(harness, 100, 2);
            harness.watermark(100);
            assertThat(harness.output()).containsExactly("1-none", "2-199");
        }
    }

    @Test
    void aRecordWithoutATimestampIsRefused() {
        try (var harness = setup(false, false).open()) {
            assertThatThrownBy(() -> left(harness, Long.MIN_VALUE, 1))
                    .hasMessageContaining("without a timestamp came to a temporal join");
        }
    }

    @ParameterizedTest
    @CsvSource({"HEAP, 30", "ROCKSDB, 3"})
    void rule69_agreesWithABatchAndSurvivesARestoreAtEveryStep(Backends backend, int seeds) {
        for (int seed = 0; seed < seeds; seed++) {
            Random random = new Random(seed);
            boolean outer = random.nextBoolean();
            boolean deletions = random.nextBoolean();
            List<Reading> lefts = new ArrayList<>();
            List<Reading> versions = new ArrayList<>();
            List<HarnessStep<FromInput<Reading, Reading>>> script = script(random, lefts, versions);

            List<String> results =
                    backend.of(setup(outer, deletions)).runExhaustively(script).stream()
                            .filter(Emitted.Result.class::isInstance)
                            .map(emitted -> (String) ((Emitted.Result) emitted).value())
                            .toList();

            List<String> expected = new ArrayList<>();
            for (Reading left : lefts) {
                Reading valid = valid(left, versions);
                valid = valid != null && deletions && isDeletion(valid) ? null : valid;
                if (valid != null || outer) {
                    expected.add(show(left, valid));
                }
            }
            assertThat(results)
                    .as("seed=%d outer=%s deletions=%s", seed, outer, deletions)
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    private static List<HarnessStep<FromInput<Reading, Reading>>> script(
            Random random, List<Reading> lefts, List<Reading> versions) {
        List<HarnessStep<FromInput<Reading, Reading>>> script = new ArrayList<>();
        long base = -50;
        long watermark = Long.MIN_VALUE;
        for (int number = 0; number < RECORDS; number++) {
            base += random.nextInt(8);
            Reading reading =
                    new Reading("k" + random.nextInt(3), base - random.nextInt(BOUND), number);
            boolean left = random.nextBoolean();
            (left ? lefts : versions).add(reading);
            script.add(
                    HarnessStep.record(
                            left ? FromInput.first(reading) : FromInput.second(reading),
                            reading.timestamp()));
            if (random.nextInt(6) == 0 && base - BOUND > watermark) {
                watermark = base - BOUND;
                script.add(HarnessStep.watermark(watermark));
            }
        }
        script.add(HarnessStep.end());
        return script;
    }

    private static @Nullable Reading valid(Reading left, List<Reading> versions) {
        Reading valid = null;
        for (Reading version : versions) {
            if (version.key().equals(left.key())
                    && version.timestamp() <= left.timestamp()
                    && (valid == null || version.timestamp() >= valid.timestamp())) {
                valid = version;
            }
        }
        return valid;
    }

    @Test
    void rule69_aRecordThatWasJoinedGoes() {
        try (var harness = setup(true, false).open()) {
            left(harness, 1, 1);
            harness.watermark(10);
            long joined = harness.stateBytes();
            left(harness, 20, 2);
            assertThat(harness.stateBytes()).isGreaterThan(joined);
            harness.watermark(20);
            assertThat(harness.stateBytes()).isEqualTo(joined);
        }
    }

    @Test
    void rule21_versionsNeedTimestamps() {
        try (var harness = setup(true, false).open()) {
            assertThatThrownBy(() -> version(harness, Long.MIN_VALUE, 1))
                    .hasStackTraceContaining("without a timestamp came to a temporal join");
        }
    }
}
