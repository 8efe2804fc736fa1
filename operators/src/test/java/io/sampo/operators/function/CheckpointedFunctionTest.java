/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.StreamException;
import io.sampo.operators.process.FlatMapOperator;
import io.sampo.operators.process.MapOperator;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.HarnessSnapshot;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.state.ListState;
import io.sampo.state.StateDescriptor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions with lists of their subtask. */
class CheckpointedFunctionTest {
    private final HarnessSetup<String, String> setup =
            OperatorHarness.of(() -> new FlatMapOperator<>(new Gather()));

    @Test
    void rule43_aFunctionHasListsOfItsSubtask() {
        List<HarnessStep<String>> script =
                List.of(
                        HarnessStep.record("a", 1),
                        HarnessStep.record("b", 2),
                        HarnessStep.record("show", 3),
                        HarnessStep.record("c", 4),
                        HarnessStep.record("show", 5));

        assertThat(setup.runExhaustively(script))
                .extracting(Object::toString)
                .satisfiesExactly(
                        first -> assertThat(first).contains("own [a, b] all [a, b]"),
                        second -> assertThat(second).contains("own [a, b, c] all [a, b, c]"));
    }

    @Test
    void rule43_dividedListsHaveOneOwnerAndUnitedOnesGoToAll() {
        List<HarnessSnapshot> halves = new ArrayList<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            try (OperatorHarness<String, String> half = setup.withSubtask(subtask, 2).open()) {
                half.process("a" + subtask);
                half.process("restored?");
                assertThat(half.output()).containsExactly("false");
                halves.add(half.snapshot());
            }
        }
        List<String> shown = new ArrayList<>();
        for (int subtask = 0; subtask < 3; subtask++) {
            try (OperatorHarness<String, String> part =
                    setup.withSubtask(subtask, 3).restore(HarnessSnapshot.ofAll(halves))) {
                part.process("show");
                part.process("restored?");
                shown.addAll(part.output());
            }
        }
        // The harness gives the first subtask what a job deals out.
        assertThat(shown)
                .containsExactly(
                        "own [a0, a1] all [a0, a1]",
                        "true",
                        "own [] all [a0, a1]",
                        "true",
                        "own [] all [a0, a1]",
                        "true");
    }

    @Test
    void aNameIsGivenOnce() {
        assertThatThrownBy(() -> OperatorHarness.of(() -> new MapOperator<>(new Twice())).open())
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("function/x");
    }

    private static final class Gather
            implements FlatMapFunction<String, String>, CheckpointedFunction, RichFunction {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("NullAway.Init") // set before open
        private transient ListState<String> own;

        @SuppressWarnings("NullAway.Init") // set before open
        private transient ListState<String> all;

        private boolean restored;
        private boolean opened;

        @Override
        public void initializeState(OperatorStateStore store) {
            assertThat(opened).isFalse();
            own = store.getListState(StateDescriptor.list("words", String.class));
            all = store.getUnionListState(StateDescriptor.list("all-words", String.class));
            restored = store.isRestored();
        }

        @Override
        public void open(RuntimeContext context) {
            assertThat(own).isNotNull();
            opened = true;
        }

        @Override
        public void flatMap(String word, Collector<String> out) {
            if (word.equals("show")) {
                out.collect("own " + own.get() + " all " + all.get());
            } else if (word.equals("restored?")) {
                out.collect(String.valueOf(restored));
            } else {
                own.add(word);
                all.add(word);
            }
        }
    }

    private static final class Twice implements MapFunction<String, String>, CheckpointedFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public void initializeState(OperatorStateStore store) {
            store.getListState(StateDescriptor.list("x", String.class));
            store.getUnionListState(StateDescriptor.list("x", String.class));
        }

        @Override
        public String map(String value) {
            return value;
        }
    }
}
