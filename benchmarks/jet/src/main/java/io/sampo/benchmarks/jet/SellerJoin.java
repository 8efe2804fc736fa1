/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.jet;

import com.hazelcast.jet.Traverser;
import com.hazelcast.jet.Traversers;
import io.sampo.benchmarks.workload.Auction;
import io.sampo.benchmarks.workload.Event;
import io.sampo.benchmarks.workload.Person;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of q3 for a key: the seller for good, and the auctions until the seller comes. */
final class SellerJoin implements Serializable {
    private static final long serialVersionUID = 1L;

    // No snapshot of it is taken: the queries run without a guarantee, as all engines' do.
    private transient @Nullable Person seller;
    private transient @Nullable List<Auction> waiting;

    /**
     * A row of the result.
     *
     * @param seller who sells
     * @param auction what is sold
     */
    record Pair(Person seller, Auction auction) {}

    Traverser<Pair> add(Event event) {
        Person person = event.person();
        if (person != null) {
            seller = person;
            List<Auction> early = waiting;
            waiting = null;
            return early == null
                    ? Traversers.empty()
                    : Traversers.traverseIterable(early).map(auction -> new Pair(person, auction));
        }
        Auction auction = event.auction();
        Person known = seller;
        if (auction == null) {
            return Traversers.empty();
        }
        if (known != null) {
            return Traversers.singleton(new Pair(known, auction));
        }
        if (waiting == null) {
            waiting = new ArrayList<>();
        }
        waiting.add(auction);
        return Traversers.empty();
    }
}
