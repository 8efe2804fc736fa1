/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.workload.Auction;
import io.sampo.benchmarks.workload.Event;
import io.sampo.benchmarks.workload.NexmarkRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * Nexmark q8: new persons with the auctions that they opened in the same window.
 *
 * @param windowEnd the end of the window, exclusive
 * @param person who is new
 * @param auction what the person sells
 */
public record Newcomers(long windowEnd, long person, long auction) {
    static void define(DataStream<Event> events) {
        events.filter(event -> event.bid() == null)
                .keyBy(NexmarkRows::personId)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(NexmarkRows.WINDOW_MS)))
                .process(new Join())
                .returns(Newcomers.class)
                .sinkTo(
                        ResultSink.checksum(
                                row -> NexmarkRows.q8(row.windowEnd, row.person, row.auction)));
    }

    private static final class Join
            extends ProcessWindowFunction<Event, Newcomers, Long, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                Long person, Context context, Iterable<Event> events, Collector<Newcomers> out) {
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
                    out.collect(new Newcomers(context.window().getEnd(), person, auction.id()));
                }
            }
        }
    }
}
