/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.workload.Auction;
import io.sampo.benchmarks.workload.Event;
import io.sampo.benchmarks.workload.NexmarkRows;
import io.sampo.benchmarks.workload.Person;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.state.ListState;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import org.jspecify.annotations.Nullable;

/** Nexmark q3: auctions of one category with the sellers of some states, without a window. */
final class SellerJoinJob {
    private SellerJoinJob() {}

    static void define(StreamEnvironment environment, long seed, long events) {
        NexmarkJobs.events(environment, seed, events)
                .filter(NexmarkRows::isKeptByQ3)
                .keyBy(NexmarkRows::personId)
                .process(new Join())
                .name("join")
                .sinkTo(new ChecksumSink<>(pair -> NexmarkRows.q3(pair.seller, pair.auction)))
                .name("sum");
    }

    /**
     * A row of the result.
     *
     * @param seller who sells
     * @param auction what is sold
     */
    record Pair(Person seller, Auction auction) {}

    /** Keeps the seller for good, and the auctions until the seller comes. */
    private static final class Join extends KeyedProcessFunction<Long, Event, Pair> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<Person> seller;
        private transient @Nullable ListState<Auction> waiting;

        @Override
        public void open(RuntimeContext context) {
            seller = context.getState(StateDescriptor.value("seller", Person.class));
            waiting = context.getState(StateDescriptor.list("waiting", Auction.class));
        }

        @Override
        @SuppressWarnings("NullAway") // opened before
        public void processElement(Event event, Context<Long> context, Collector<Pair> out)
                throws Exception {
            Person person = event.person();
            if (person != null) {
                seller.update(person);
                for (Auction auction : waiting.get()) {
                    out.collect(new Pair(person, auction));
                }
                waiting.clear();
                return;
            }
            Auction auction = event.auction();
            Person known = seller.value();
            if (known == null) {
                waiting.add(auction);
            } else {
                out.collect(new Pair(known, auction));
            }
        }
    }
}
