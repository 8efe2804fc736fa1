/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.core.function.KeySelector;
import io.sampo.core.type.ClosureCodec;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import io.sampo.operators.testkit.Emitted;
import io.sampo.operators.testkit.HarnessStep;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import io.sampo.operators.window.Partial;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the windows of a planned job, in two steps if they were planned so; stored and restored at
 * every step.
 */
final class PlannedWindows {
    private PlannedWindows() {}

    /** Returns what the last operator of a job emits, without watermarks. */
    static <K, I, R> List<Emitted> run(
            List<JobVertex> vertices, KeySelector<I, K> selector, List<HarnessStep<I>> script) {
        List<ChainedOperator> before = vertices.get(vertices.size() - 2).operators();
        ChainedOperator lastBefore = before.get(before.size() - 1);
        OperatorFactory<R> windows = factory(vertices.get(vertices.size() - 1).operators().get(0));
        List<Emitted> emitted;
        if (lastBefore.id().name().startsWith("pre-aggregate")) {
            emitted =
                    KeyedHarness.<K, Partial<K, Object>, R>of(windows, Partial::key)
                            .runExhaustively(partials(factory(lastBefore), script));
        } else {
            emitted = KeyedHarness.<K, I, R>of(windows, selector).runExhaustively(script);
        }
        return emitted.stream().filter(each -> !(each instanceof Emitted.Mark)).toList();
    }

    @SuppressWarnings("unchecked") // that is what such an operator emits
    private static <K, I> List<HarnessStep<Partial<K, Object>>> partials(
            OperatorFactory<Partial<K, Object>> factory, List<HarnessStep<I>> script) {
        List<HarnessStep<Partial<K, Object>>> partials = new ArrayList<>();
        try (var operator = OperatorHarness.<I, Partial<K, Object>>of(factory).open()) {
            script.forEach(operator::step);
            for (Emitted emitted : operator.emitted()) {
                if (emitted instanceof Emitted.Result partial) {
                    partials.add(
                            HarnessStep.record(
                                    (Partial<K, Object>) partial.value(), partial.timestamp()));
                } else if (emitted instanceof Emitted.Mark mark) {
                    partials.add(HarnessStep.watermark(mark.timestamp()));
                }
            }
        }
        partials.add(HarnessStep.end());
        return partials;
    }

    private static <O> OperatorFactory<O> factory(ChainedOperator operator) {
        return ClosureCodec.read(operator.factory(), PlannedWindows.class.getClassLoader());
    }
}
