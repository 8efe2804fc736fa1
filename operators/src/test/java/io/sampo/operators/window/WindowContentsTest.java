/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.function.AggregateFunction;
import io.sampo.core.function.ReduceFunction;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.testkit.Backends;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What windows hold, however they hold it: merged, gone when the window is, with open functions.
 */
class WindowContentsTest {
    private static final WindowSpec<Reading, TimeWindow> SESSIONS =
            WindowSpec.of(EventTimeSessionWindows.withGap(ofMillis(10)));
    private static final WindowSpec<Reading, TimeWindow> MANY_SLICES =
            WindowSpec.of(SlidingEventTimeWindows.of(ofMillis(64), ofMillis(2)));
    private static final WindowSpec<Reading, TimeWindow> FEW_SLICES =
            WindowSpec.of(SlidingEventTimeWindows.of(ofMillis(64), ofMillis(32)));
    private static final WindowSpec<Reading, TimeWindow> CUMULATING =
            WindowSpec.of(CumulatingEventTimeWindows.of(ofMillis(64), ofMillis(4)));

    @ParameterizedTest
    @EnumSource
    void rule25_reductionsOfSessionsMerge(Backends backend) {
        HarnessSetup<Reading, String> setup = backend.of(WindowJobs.reductions(SESSIONS));
        HarnessSnapshot snapshot;
        try (OperatorHarness<Reading, String> harness = setup.open()) {
            harness.process(Reading.of("ann", 1), 100);
            harness.process(Reading.of("ann", 2), 118);
            harness.process(Reading.of("bob", 8), 118);
            harness.process(Reading.of("ann", 4), 109);
            snapshot = harness.snapshot();
        }
        try (OperatorHarness<Reading, String> harness = setup.restore(snapshot)) {
            harness.process(Reading.of("ann", 16), 128);
            harness.watermark(200);

            assertThat(harness.output())
                    .containsExactlyInAnyOrder("ann 100..138 23", "bob 118..128 8");
        }
    }

    @Test
    void nothingIsLeftOfWindowsThatHaveGone() {
        for (WindowSpec<Reading, TimeWindow> spec :
                List.of(SESSIONS, MANY_SLICES, FEW_SLICES, CUMULATING)) {
            for (HarnessSetup<Reading, String> setup :
                    List.of(
                            WindowJobs.reductions(spec),
                            WindowJobs.sums(spec),
                            WindowJobs.lists(spec))) {
                try (OperatorHarness<Reading, String> harness = setup.open()) {
                    List<Long> bytes = bytesAfterRounds(harness);
                    assertThat(bytes).as("%s", spec.assigner()).containsOnly(bytes.get(0));
                }
            }
        }
    }

    /** The same keys each time, some with records for one window and some for many. */
    private static List<Long> bytesAfterRounds(OperatorHarness<Reading, String> harness) {
        List<Long> bytes = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            long start = Math.max(0, harness.currentTimeMillis()) + 1_000;
            harness.advanceClockTo(start);
            for (int i = 0; i < 200; i++) {
                String key = "key " + i % 20;
                harness.process(Reading.of(key, i), start + i % (1 + i % 20 * 5));
                if (i % 50 == 49) {
                    harness.watermark(start + i / 4);
                }
            }
            harness.watermark(start + 999);
            bytes.add(harness.stateBytes());
        }
        return bytes;
    }

    @Test
    void rule21_slicesRefuseRecordsWithoutTimestamp() {
        for (WindowSpec<Reading, TimeWindow> spec : List.of(MANY_SLICES, CUMULATING)) {
            try (OperatorHarness<Reading, String> harness = WindowJobs.sums(spec).open()) {
                assertThatThrownBy(() -> harness.process(Reading.of("ann", 1)))
                        .as("%s", spec.assigner())
                        .isInstanceOfSatisfying(
                                StreamException.class,
                                refused ->
                                        assertThat(refused.code())
                                                .isEqualTo(ErrorCode.INVALID_PROGRAM))
                        .hasMessageContaining("without a timestamp");
            }
        }
    }

    /** Tells of its life, beside adding up. */
    private abstract static class Lively implements RichFunction {
        private static final long serialVersionUID = 1L;
        static final List<String> CALLS = new ArrayList<>();

        @Override
        public void open(RuntimeContext context) {
            CALLS.add("open " + getClass().getSimpleName());
        }

        @Override
        public void close() {
            CALLS.add("close " + getClass().getSimpleName());
        }
    }

    private static final class RichReduce extends Lively implements ReduceFunction<Reading> {
        private static final long serialVersionUID = 1L;

        @Override
        public Reading reduce(Reading left, Reading right) {
            return Reading.of(left.key(), left.value() + right.value());
        }
    }

    private static final class RichSum extends Lively
            implements AggregateFunction<Reading, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Reading reading, Long sum) {
            return sum + reading.value();
        }

        @Override
        public Long getResult(Long sum) {
            return sum;
        }

        @Override
        public Long merge(Long left, Long right) {
            return left + right;
        }
    }

    @Test
    void functionsOfWindowsLiveWithTheOperator() {
        for (WindowSpec<Reading, TimeWindow> spec : List.of(SESSIONS, MANY_SLICES)) {
            Lively.CALLS.clear();
            KeyedHarness.of(WindowOperatorFactory.reduce(spec, new RichReduce()), Reading::key)
                    .open()
                    .close();
            KeyedHarness.of(WindowOperatorFactory.aggregate(spec, new RichSum()), Reading::key)
                    .open()
                    .close();

            assertThat(Lively.CALLS)
                    .containsExactly(
                            "open RichReduce", "close RichReduce", "open RichSum", "close RichSum");
        }
    }
}
