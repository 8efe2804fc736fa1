/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.workload.Bid;
import io.sampo.benchmarks.workload.NexmarkRows;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.windowing.ProcessAllWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * Nexmark q7: the best bid of each window. In one step: the best of each auction first, in
 * parallel, takes Flink more processor time.
 *
 * @param windowEnd the end of the window, exclusive
 * @param bid the bid
 */
public record BestBid(long windowEnd, Bid bid) {
    private static final Duration SIZE = Duration.ofMillis(NexmarkRows.WINDOW_MS);

    static void define(DataStream<Bid> bids) {
        bids.windowAll(TumblingEventTimeWindows.of(SIZE))
                .reduce(BestBid::better, new WithEnd())
                .returns(BestBid.class)
                .sinkTo(ResultSink.checksum(best -> NexmarkRows.q7(best.windowEnd, best.bid)));
    }

    private static Bid better(Bid one, Bid other) {
        return NexmarkRows.isBetter(other, one) ? other : one;
    }

    private static final class WithEnd extends ProcessAllWindowFunction<Bid, BestBid, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(Context context, Iterable<Bid> bids, Collector<BestBid> out) {
            for (Bid bid : bids) {
                out.collect(new BestBid(context.window().getEnd(), bid));
            }
        }
    }
}
