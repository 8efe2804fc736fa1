/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.workload.Bid;
import io.sampo.benchmarks.workload.Leaders;
import io.sampo.benchmarks.workload.NexmarkRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * Nexmark q5: in each sliding window, the auctions with most bids.
 *
 * @param windowEnd the end of the window, exclusive
 * @param auction the auction
 * @param bids how many
 */
public record HotAuctions(long windowEnd, long auction, long bids) {
    private static final Duration SIZE = Duration.ofMillis(NexmarkRows.WINDOW_MS);
    private static final Duration SLIDE = Duration.ofMillis(NexmarkRows.SLIDE_MS);

    private static final TypeInformation<List<HotAuctions>> MANY =
            Types.LIST(TypeInformation.of(HotAuctions.class));

    static void define(DataStream<Bid> bids) {
        bids.keyBy(Bid::auction)
                .window(SlidingEventTimeWindows.of(SIZE, SLIDE))
                .aggregate(new Count(), new WithAuction())
                .returns(HotAuctions.class)
                .keyBy(HotAuctions::windowEnd)
                // the counts of a window have the time of its end
                .window(TumblingEventTimeWindows.of(SLIDE))
                .aggregate(new Most(), MANY, MANY)
                .<HotAuctions>flatMap((most, out) -> most.forEach(out::collect))
                .returns(HotAuctions.class)
                .sinkTo(
                        ResultSink.checksum(
                                hot -> NexmarkRows.q5(hot.windowEnd, hot.auction, hot.bids)));
    }

    private static final class Count implements AggregateFunction<Bid, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Bid bid, Long count) {
            return count + 1;
        }

        @Override
        public Long getResult(Long count) {
            return count;
        }

        @Override
        public Long merge(Long left, Long right) {
            return left + right;
        }
    }

    private static final class WithAuction
            extends ProcessWindowFunction<Long, HotAuctions, Long, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                Long auction, Context context, Iterable<Long> counts, Collector<HotAuctions> out) {
            for (Long count : counts) {
                out.collect(new HotAuctions(context.window().getEnd(), auction, count));
            }
        }
    }

    /** Those with the highest count: several if they have as many. */
    private static final class Most
            implements AggregateFunction<HotAuctions, List<HotAuctions>, List<HotAuctions>> {
        private static final long serialVersionUID = 1L;

        @Override
        public List<HotAuctions> createAccumulator() {
            return new ArrayList<>();
        }

        @Override
        public List<HotAuctions> add(HotAuctions count, List<HotAuctions> most) {
            Leaders.add(most, count, HotAuctions::bids);
            return most;
        }

        @Override
        public List<HotAuctions> getResult(List<HotAuctions> most) {
            return most;
        }

        @Override
        public List<HotAuctions> merge(List<HotAuctions> left, List<HotAuctions> right) {
            right.forEach(count -> add(count, left));
            return left;
        }
    }
}
