/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.workload.Bid;
import io.sampo.benchmarks.workload.NexmarkEvents;
import io.sampo.benchmarks.workload.NexmarkRows;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.sink.Sink;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;

/** W5: bids through a rebalance and a keyed exchange, copied behind each. */
public final class BidCopyJob {
    private BidCopyJob() {}

    static void define(StreamEnvironment environment, long seed, long events) {
        define(environment, seed, events, new ChecksumSink<>(NexmarkRows::bid));
    }

    /** Defines the job with another sink. */
    public static void define(
            StreamEnvironment environment, long seed, long events, Sink<Bid> sink) {
        NexmarkEvents nexmark = NexmarkEvents.ofSeed(seed);
        environment
                .fromSource(
                        new EventSource<>(events, nexmark::nthBid),
                        WatermarkStrategy.noWatermarks(),
                        "bids")
                .rebalance()
                .map(bid -> bid.withPrice(bid.price() + 1))
                .name("copy")
                .keyBy(Bid::auction)
                .process(new CopyAgain())
                .name("copy-again")
                .sinkTo(sink)
                .name("sum");
    }

    private static final class CopyAgain extends KeyedProcessFunction<Long, Bid, Bid> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Bid bid, Context<Long> context, Collector<Bid> out) {
            out.collect(bid.withPrice(bid.price() + 1));
        }
    }
}
