/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compares a run with a break at every possible point to one without. */
final class ExhaustiveRun<I, O> {
    private final HarnessSetup<I, O> setup;
    private final List<HarnessStep<I>> script;

    ExhaustiveRun(HarnessSetup<I, O> setup, List<HarnessStep<I>> script) {
        this.setup = setup;
        this.script = List.copyOf(script);
    }

    List<Emitted> run() {
        List<List<Emitted>> plain = plainly();
        List<List<Emitted>> broken = withBreaks();
        for (int step = 0; step < script.size(); step++) {
            List<Object> expected = comparable(plain.get(step));
            List<Object> actual = comparable(broken.get(step));
            if (!expected.equals(actual)) {
                throw new AssertionError(
                        "Storing and restoring the operator changes what it emits: step="
                                + step
                                + " of "
                                + script.get(step)
                                + " plain="
                                + plain.get(step)
                                + " restored="
                                + broken.get(step));
            }
        }
        List<Emitted> all = new ArrayList<>();
        plain.forEach(all::addAll);
        return all;
    }

    private List<List<Emitted>> plainly() {
        List<List<Emitted>> emitted = new ArrayList<>();
        try (OperatorHarness<I, O> harness = setup.open()) {
            for (HarnessStep<I> step : script) {
                harness.step(step);
                emitted.add(harness.emitted());
                harness.clearEmitted();
            }
        }
        return emitted;
    }

    private List<List<Emitted>> withBreaks() {
        HarnessSetup<I, O> slow = setup.withElementsPerTurn(1);
        List<List<Emitted>> emitted = new ArrayList<>();
        OperatorHarness<I, O> harness = slow.open();
        try {
            for (HarnessStep<I> step : script) {
                HarnessSnapshot snapshot = harness.snapshot();
                harness.close();
                harness = slow.restore(snapshot);
                harness.step(step);
                emitted.add(harness.emitted());
            }
        } finally {
            harness.close();
        }
        return emitted;
    }

    /**
     * Returns control elements in their order, and between them how often each record was emitted.
     */
    private static List<Object> comparable(List<Emitted> emitted) {
        List<Object> parts = new ArrayList<>();
        Map<Emitted, Integer> records = new HashMap<>();
        for (Emitted one : emitted) {
            if (one instanceof Emitted.Mark || one instanceof Emitted.Activity) {
                parts.add(records);
                parts.add(one);
                records = new HashMap<>();
            } else {
                records.merge(one, 1, Integer::sum);
            }
        }
        parts.add(records);
        return parts;
    }
}
