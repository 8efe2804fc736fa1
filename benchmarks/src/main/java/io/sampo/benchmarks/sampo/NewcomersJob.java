/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.workload.Auction;
import io.sampo.benchmarks.workload.Event;
import io.sampo.benchmarks.workload.NexmarkRows;
import io.sampo.operators.function.Collector;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.window.ProcessWindowFunction;
import io.sampo.operators.window.TimeWindow;
import io.sampo.operators.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Nexmark q8: new persons with the auctions that they opened in the same window. */
final class NewcomersJob {
    private NewcomersJob() {}

    static void define(StreamEnvironment environment, long seed, long events) {
        NexmarkJobs.events(environment, seed, events)
                .filter(event -> event.bid() == null)
                .keyBy(NexmarkRows::personId)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(NexmarkRows.WINDOW_MS)))
                .process(new Join())
                .name("join")
                .sinkTo(
                        new ChecksumSink<>(
                                row -> NexmarkRows.q8(row.windowEnd, row.person, row.auction)))
                .name("sum");
    }

    /**
     * A row of the result.
     *
     * @param windowEnd the end of the window, exclusive
     * @param person who is new
     * @param auction what the person sells
     */
    record NewAuction(long windowEnd, long person, long auction) {}

    private static final class Join
            extends ProcessWindowFunction<Event, NewAuction, Long, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                Long person,
                Context<TimeWindow> context,
                Iterable<Event> events,
                Collector<NewAuction> out) {
            List<Auction> auctions = new ArrayList<>();
            int persons = 0;
            for (Event event : events) {
                Auction auction = event.auction();
                if (auction == null) {
                    persons++;
                } else {
                    auctions.add(auction);
                }
            }
            for (int i = 0; i < persons; i++) {
                for (Auction auction : auctions) {
                    out.collect(new NewAuction(context.window().end(), person, auction.id()));
                }
            }
        }
    }
}
