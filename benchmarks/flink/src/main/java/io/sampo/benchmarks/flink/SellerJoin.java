/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.workload.Auction;
import io.sampo.benchmarks.workload.Event;
import io.sampo.benchmarks.workload.NexmarkRows;
import io.sampo.benchmarks.workload.Person;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Nexmark q3: auctions of one category with the sellers of some states, without a window.
 *
 * @param seller who sells
 * @param auction what is sold
 */
public record SellerJoin(Person seller, Auction auction) {
    static void define(DataStream<Event> events) {
        events.filter(NexmarkRows::isKeptByQ3)
                .keyBy(NexmarkRows::personId)
                .process(new Join())
                .returns(SellerJoin.class)
                .sinkTo(ResultSink.checksum(pair -> NexmarkRows.q3(pair.seller, pair.auction)));
    }

    /** Keeps the seller for good, and the auctions until the seller comes. */
    private static final class Join extends KeyedProcessFunction<Long, Event, SellerJoin> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Person> seller;
        private transient @Nullable ListState<Auction> waiting;

        @Override
        public void open(OpenContext context) {
            seller =
                    getRuntimeContext()
                            .getState(new ValueStateDescriptor<>("seller", Person.class));
            waiting =
                    getRuntimeContext()
                            .getListState(new ListStateDescriptor<>("waiting", Auction.class));
        }

        @Override
        @SuppressWarnings("NullAway") // opened before
        public void processElement(Event event, Context context, Collector<SellerJoin> out)
                throws Exception {
            Person person = event.person();
            if (person != null) {
                seller.update(person);
                for (Auction auction : waiting.get()) {
                    out.collect(new SellerJoin(person, auction));
                }
                waiting.clear();
                return;
            }
            Auction auction = event.auction();
            Person known = seller.value();
            if (known == null) {
                waiting.add(auction);
            } else {
                out.collect(new SellerJoin(known, auction));
            }
        }
    }
}
