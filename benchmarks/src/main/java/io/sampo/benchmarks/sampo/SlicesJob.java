/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.workload.SaleEvents;
import io.sampo.benchmarks.workload.SaleEvents.Sale;
import io.sampo.operators.function.Collector;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.SlidingEventTimeWindows;
import io.sampo.operators.window.TimeWindow;
import java.time.Duration;

/** Sums of sliding windows that have many slices. */
final class SlicesJob {
    private SlicesJob() {}

    /**
     * Runs it.
     *
     * @param slices how many there are in a window: its size divided by its slide
     */
    static void define(StreamEnvironment environment, long seed, long events, int slices) {
        SaleEvents sales = new SaleEvents(seed);
        environment
                .fromSource(
                        new EventSource<>(events, sales::sale),
                        WatermarkStrategy.<Sale>forMonotonousTimestamps()
                                .withTimestampAssigner((sale, timestamp) -> sale.time()),
                        "sales")
                .keyBy(Sale::shop)
                .window(
                        SlidingEventTimeWindows.of(
                                Duration.ofMillis(SaleEvents.WINDOW_MS),
                                Duration.ofMillis(SaleEvents.WINDOW_MS / slices)))
                .aggregate(new SaleTotal(), new WithShop())
                .name("total")
                .sinkTo(
                        new ChecksumSink<>(
                                sold -> SaleEvents.row(sold.windowEnd, sold.shop, sold.amount)))
                .name("sum");
    }

    /**
     * What a shop sold in a window.
     *
     * @param windowEnd the end of the window, exclusive
     * @param shop the shop
     * @param amount in all
     */
    record Sold(long windowEnd, int shop, long amount) {}

    private static final class WithShop
            extends ProcessWindowFunction<Long, Sold, Integer, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                Integer shop,
                Context<TimeWindow> context,
                Iterable<Long> totals,
                Collector<Sold> out) {
            for (Long total : totals) {
                out.collect(new Sold(context.window().end(), shop, total));
            }
        }
    }
}
