/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.jet;

import com.hazelcast.jet.aggregate.AggregateOperation;
import com.hazelcast.jet.aggregate.AggregateOperation1;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import io.sampo.benchmarks.workload.Leaders;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The auctions with most bids among those of a window. */
final class MostBids implements Serializable {
    private static final long serialVersionUID = 1L;

    private final ArrayList<KeyedWindowResult<Long, Long>> most = new ArrayList<>();

    static AggregateOperation1<
                    KeyedWindowResult<Long, Long>, MostBids, List<KeyedWindowResult<Long, Long>>>
            operation() {
        return AggregateOperation.withCreate(MostBids::new)
                .<KeyedWindowResult<Long, Long>>andAccumulate(MostBids::add)
                .andCombine((left, right) -> right.most.forEach(left::add))
                .andExportFinish(counts -> counts.most);
    }

    private void add(KeyedWindowResult<Long, Long> count) {
        Leaders.add(most, count, KeyedWindowResult::result);
    }
}
