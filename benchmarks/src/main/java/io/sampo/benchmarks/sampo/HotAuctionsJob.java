/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.workload.Bid;
import io.sampo.benchmarks.workload.Leaders;
import io.sampo.benchmarks.workload.NexmarkRows;
import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.SlidingEventTimeWindows;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Nexmark q5: in each sliding window, the auctions with most bids. */
final class HotAuctionsJob {
    private static final Duration SIZE = Duration.ofMillis(NexmarkRows.WINDOW_MS);
    private static final Duration SLIDE = Duration.ofMillis(NexmarkRows.SLIDE_MS);

    private HotAuctionsJob() {}

    static void define(StreamEnvironment environment, long seed, long events) {
        NexmarkJobs.bids(environment, seed, events)
                .keyBy(Bid::auction)
                .window(SlidingEventTimeWindows.of(SIZE, SLIDE))
                .aggregate(new Count(), new WithAuction())
                .name("count")
                // the counts of a window have the time of its end
                .windowAll(TumblingEventTimeWindows.of(SLIDE))
                .aggregate(new Most())
                .name("most")
                .<BidCount>flatMap((most, out) -> most.forEach(out::collect))
                .sinkTo(
                        new ChecksumSink<>(
                                count ->
                                        NexmarkRows.q5(count.windowEnd, count.auction, count.bids)))
                .name("sum");
    }

    /**
     * How often there was a bid for an auction in a window.
     *
     * @param windowEnd the end of the window, exclusive
     * @param auction the auction
     * @param bids how many
     */
    record BidCount(long windowEnd, long auction, long bids) {}

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
            extends ProcessWindowFunction<Long, BidCount, Long, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                Long auction,
                Context<TimeWindow> context,
                Iterable<Long> counts,
                Collector<BidCount> out) {
            for (Long count : counts) {
                out.collect(new BidCount(context.window().end(), auction, count));
            }
        }
    }

    /** Those with the highest count: several if they have as many. */
    private static final class Most
            implements AggregateFunction<BidCount, List<BidCount>, List<BidCount>> {
        private static final long serialVersionUID = 1L;

        @Override
        public List<BidCount> createAccumulator() {
            return new ArrayList<>();
        }

        @Override
        public List<BidCount> add(BidCount count, List<BidCount> most) {
            Leaders.add(most, count, BidCount::bids);
            return most;
        }

        @Override
        public List<BidCount> getResult(List<BidCount> most) {
            return most;
        }

        @Override
        public List<BidCount> merge(List<BidCount> left, List<BidCount> right) {
            right.forEach(count -> add(count, left));
            return left;
        }
    }
}
