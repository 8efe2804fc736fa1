/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.workload.Bid;
import io.sampo.benchmarks.workload.NexmarkRows;
import java.time.Duration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * Nexmark q7: the best bid of each window; first for each auction, then of all.
 *
 * @param windowEnd the end of the window, exclusive
 * @param bid the bid
 */
public record BestBid(long windowEnd, Bid bid) {
    private static final Duration SIZE = Duration.ofMillis(NexmarkRows.WINDOW_MS);

    static void define(DataStream<Bid> bids) {
        bids.keyBy(Bid::auction)
                .window(TumblingEventTimeWindows.of(SIZE))
                .reduce(BestBid::better, new WithEnd())
                .returns(BestBid.class)
                .keyBy(BestBid::windowEnd)
                .window(TumblingEventTimeWindows.of(SIZE))
                .reduce(
                        (one, other) ->
                                new BestBid(one.windowEnd, BestBid.better(one.bid, other.bid)))
                .sinkTo(ResultSink.checksum(best -> NexmarkRows.q7(best.windowEnd, best.bid)));
    }

    private static Bid better(Bid one, Bid other) {
        return NexmarkRows.isBetter(other, one) ? other : one;
    }

    private static final class WithEnd
            extends ProcessWindowFunction<Bid, BestBid, Long, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                Long auction, Context context, Iterable<Bid> bids, Collector<BestBid> out) {
            for (Bid bid : bids) {
                out.collect(new BestBid(context.window().getEnd(), bid));
            }
        }
    }
}
