/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.type.ClosureCodec;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.testkit.HarnessSetup;
import io.sampo.operators.testkit.KeyedHarness;
import io.sampo.operators.testkit.OperatorHarness;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Runs what the helpers plan: the planned operator, not a copy of it. */
class KeyedStreamTest {
    record Sale(String shop, int amount, String item) {}

    private static final List<Sale> SALES =
            List.of(
                    new Sale("a", 5, "pen"),
                    new Sale("b", 7, "cup"),
                    new Sale("a", 3, "ink"),
                    new Sale("a", 5, "bag"),
                    new Sale("a", 3, "cap"),
                    new Sale("b", 7, "hat"));

    /** The average; its accumulator changes in place. */
    private static final class Average implements AggregateFunction<Sale, long[], Double> {
        private static final long serialVersionUID = 1L;

        @Override
        public long[] createAccumulator() {
            return new long[2];
        }

        @Override
        public long[] add(Sale value, long[] accumulator) {
            accumulator[0] += value.amount();
            accumulator[1]++;
            return accumulator;
        }

        @Override
        public Double getResult(long[] accumulator) {
            return (double) accumulator[0] / accumulator[1];
        }

        @Override
        public long[] merge(long[] left, long[] right) {
            left[0] += right[0];
            left[1] += right[1];
            return left;
        }
    }

    /**
     * Runs the sales through the operator that {@code program} adds, with a restart in the middle.
     */
    private static <R> List<R> run(Function<KeyedStream<Sale, String>, DataStream<R>> program) {
        StreamEnvironment env = StreamEnvironment.local();
        DataStream<R> added = program.apply(env.fromCollection(SALES).keyBy(Sale::shop));
        assertThat(added).isNotNull();
        JobVertex vertex = env.graph("job").vertices().get(1);
        OperatorFactory<R> factory =
                ClosureCodec.read(
                        vertex.operators().get(0).factory(),
                        KeyedStreamTest.class.getClassLoader());
        HarnessSetup<Sale, R> setup = KeyedHarness.<String, Sale, R>of(factory, Sale::shop);
        List<R> results = new ArrayList<>();
        try (OperatorHarness<Sale, R> before = setup.open()) {
            SALES.subList(0, 3).forEach(sale -> before.process(sale, 1));
            results.addAll(before.output());
            try (OperatorHarness<Sale, R> after = setup.restore(before.snapshot())) {
                SALES.subList(3, 6).forEach(sale -> after.process(sale, 1));
                results.addAll(after.output());
            }
        }
        return results;
    }

    private static <V> KeyedValue<String, V> of(String key, V value) {
        return new KeyedValue<>(key, value);
    }

    @Test
    void counts() {
        assertThat(run(KeyedStream::count))
                .containsExactly(
                        of("a", 1L),
                        of("b", 1L),
                        of("a", 2L),
                        of("a", 3L),
                        of("a", 4L),
                        of("b", 2L));
    }

    @Test
    void sums() {
        assertThat(run(sales -> sales.sum(Sale::amount)))
                .containsExactly(
                        of("a", 5L),
                        of("b", 7L),
                        of("a", 8L),
                        of("a", 13L),
                        of("a", 16L),
                        of("b", 14L));
    }

    @Test
    void aggregates() {
        assertThat(run(sales -> sales.aggregate(new Average())))
                .containsExactly(
                        of("a", 5.0),
                        of("b", 7.0),
                        of("a", 4.0),
                        of("a", 13.0 / 3),
                        of("a", 4.0),
                        of("b", 7.0));
    }

    @Test
    void keepsTheFirstOfTheLeast() {
        assertThat(run(sales -> sales.min(Sale::amount)))
                .extracting(Sale::item)
                .containsExactly("pen", "cup", "ink", "ink", "ink", "cup");
    }

    @Test
    void keepsTheFirstOfTheGreatest() {
        assertThat(run(sales -> sales.max(Sale::amount)))
                .extracting(Sale::item)
                .containsExactly("pen", "cup", "pen", "pen", "pen", "cup");
    }

    @Test
    void reduces() {
        assertThat(
                        run(
                                sales ->
                                        sales.reduce(
                                                (a, b) ->
                                                        new Sale(
                                                                a.shop(),
                                                                a.amount() + b.amount(),
                                                                a.item() + b.item()))))
                .last()
                .isEqualTo(new Sale("b", 14, "cuphat"));
    }
}
