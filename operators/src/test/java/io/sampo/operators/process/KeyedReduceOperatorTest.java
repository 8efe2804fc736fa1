/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyedReduceOperatorTest {
    private final HarnessSetup<Word, Word> setup =
            KeyedHarness.of(
                    () ->
                            new KeyedReduceOperator<Word>(
                                    (left, right) -> new Word(left.text, left.count + right.count)),
                    Word::text);

    record Word(String text, int count) {}

    @Test
    void emitsTheReductionSoFarForEveryRecord() {
        try (OperatorHarness<Word, Word> harness = setup.open()) {
            harness.process(new Word("a", 1), 5);
            harness.process(new Word("b", 10), 6);
            harness.process(new Word("a", 2), 7);
            harness.watermark(7);

            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Result(new Word("a", 1), 5),
                            new Emitted.Result(new Word("b", 10), 6),
                            new Emitted.Result(new Word("a", 3), 7),
                            new Emitted.Mark(7));
        }
    }

    @Test
    void inBoundedModeEmitsOnceWhenTheKeyEnds() {
        try (OperatorHarness<Word, Word> harness =
                setup.withSetting("sampo.execution.runtime-mode=batch").open()) {
            harness.process(new Word("a", 1), 5);
            harness.process(new Word("a", 2), 7);
            assertThat(harness.output()).isEmpty();
            harness.watermark(Long.MAX_VALUE);

            assertThat(harness.emitted())
                    .containsExactly(
                            new Emitted.Result(new Word("a", 3), 7),
                            new Emitted.Mark(Long.MAX_VALUE));
        }
    }

    @Test
    void goesOnAfterARestore() {
        List<Emitted> emitted =
                setup.runExhaustively(
                        List.of(
                                HarnessStep.record(new Word("a", 1), 1),
                                HarnessStep.record(new Word("b", 2), 2),
                                HarnessStep.record(new Word("a", 4), 3),
                                HarnessStep.record(new Word("a", 8), 4),
                                HarnessStep.end()));

        assertThat(emitted).contains(new Emitted.Result(new Word("a", 13), 4));
    }
}
