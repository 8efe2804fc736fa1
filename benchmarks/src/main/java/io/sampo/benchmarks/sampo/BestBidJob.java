/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.workload.Bid;
import io.sampo.benchmarks.workload.NexmarkRows;
import io.sampo.core.function.AggregateFunction;
import io.sampo.operators.function.Collector;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.window.ProcessAllWindowFunction;
import io.sampo.operators.window.ProcessWindowFunction.Context;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.TumblingEventTimeWindows;
import java.time.Duration;

/** Nexmark q7: the best bid of each window. */
final class BestBidJob {
    private static final Duration SIZE = Duration.ofMillis(NexmarkRows.WINDOW_MS);

    private BestBidJob() {}

    static void define(StreamEnvironment environment, long seed, long events) {
        NexmarkJobs.bids(environment, seed, events)
                .windowAll(TumblingEventTimeWindows.of(SIZE))
                .aggregate(new BetterBid(), new WithEnd())
                .name("best")
                .sinkTo(new ChecksumSink<>(best -> NexmarkRows.q7(best.windowEnd, best.bid)))
                .name("sum");
    }

    private static Bid better(Bid one, Bid other) {
        return NexmarkRows.isBetter(other, one) ? other : one;
    }

    private static final class BetterBid implements AggregateFunction<Bid, Bid, Bid> {
        private static final long serialVersionUID = 1L;
        private static final Bid NONE = new Bid(0, 0, -1, "", "", 0, "");

        @Override
        public Bid createAccumulator() {
            return NONE;
        }

        @Override
        public Bid add(Bid bid, Bid best) {
            return better(best, bid);
        }

        @Override
        public Bid getResult(Bid best) {
            return best;
        }

        @Override
        public Bid merge(Bid left, Bid right) {
            return better(left, right);
        }
    }

    /**
     * The best bid of a window.
     *
     * @param windowEnd the end of the window, exclusive
     * @param bid the bid
     */
    record Best(long windowEnd, Bid bid) {}

    private static final class WithEnd extends ProcessAllWindowFunction<Bid, Best, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(Context<TimeWindow> context, Iterable<Bid> bids, Collector<Best> out) {
            for (Bid bid : bids) {
                out.collect(new Best(context.window().end(), bid));
            }
        }
    }
}
