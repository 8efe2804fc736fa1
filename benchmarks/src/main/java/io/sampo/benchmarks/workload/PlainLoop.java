/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import java.util.HashMap;
import java.util.Map;

/**
 * The workloads in one plain loop on one thread: the limit that an engine is compared with.
 *
 * <p>It builds every event whole, as the sources do, and does with it what the job must do, with
 * the collections of the JDK and nothing between; it has no exchange, no checkpoint and no
 * serialized state.
 */
public final class PlainLoop {

    private PlainLoop() {}

    /**
     * Runs a workload and returns its outputs.
     *
     * @param workload any but {@link Workload#W4}, which is a matter of time only
     * @param seed the seed of the events
     * @param events how many events, from index 0
     */
    public static Checksum run(Workload workload, long seed, long events) {
        NexmarkEvents nexmark = NexmarkEvents.ofSeed(seed);
        return switch (workload) {
            case W1, W7 -> countWords(new WordEvents(seed), events);
            case W3_UNIFORM -> updateState(new StateOps.Uniform(seed), events);
            case W3_ZIPF -> updateState(new StateOps.Zipf(seed), events);
            case W4 ->
                    throw new IllegalArgumentException(
                            "workload=w4 measures latency at a fixed rate and has no plain loop");
            case W5 -> copyBids(nexmark, events);
            case Q0 -> PlainQueries.q0(nexmark, events);
            case Q1 -> PlainQueries.q1(nexmark, events);
            case Q2 -> PlainQueries.q2(nexmark, events);
            case Q3 -> PlainQueries.q3(nexmark, events);
            case Q5 -> PlainWindows.q5(nexmark, events);
            case Q7 -> PlainWindows.q7(nexmark, events);
            case Q8 -> PlainWindows.q8(nexmark, events);
            case S1, S10, S100, S1000 ->
                    PlainSlices.run(new SaleEvents(seed), workload.slices(), events);
        };
    }

    /** The result of W1 for each word that comes: the word with its count so far. */
    private record WordCount(String word, long count) {}

    private static Checksum countWords(WordEvents words, long events) {
        Checksum checksum = new Checksum();
        Kept kept = new Kept();
        Kept results = new Kept();
        Map<String, long[]> counts = new HashMap<>();
        for (long i = 0; i < events; i++) {
            String word = kept.keep(words.word(i));
            long[] count = counts.get(word);
            if (count == null) {
                count = new long[1];
                counts.put(word, count);
            }
            checksum.add(results.keep(new WordCount(word, ++count[0])).count());
        }
        return checksum;
    }

    private static Checksum updateState(StateOps ops, long events) {
        Checksum checksum = new Checksum();
        Kept kept = new Kept();
        Map<Long, KeyTotals> states = new HashMap<>();
        for (long i = 0; i < events; i++) {
            StateOp op = kept.keep(ops.op(i));
            KeyTotals totals = states.get(op.key());
            if (totals == null) {
                totals = new KeyTotals(op.key());
                states.put(op.key(), totals);
            }
            checksum.add(totals.add(op.value()));
        }
        return checksum;
    }

    private static Checksum copyBids(NexmarkEvents nexmark, long events) {
        Checksum checksum = new Checksum();
        Kept kept = new Kept();
        for (long j = 0; j < events; j++) {
            Bid bid = kept.keep(nexmark.bid(NexmarkEvents.bidIndex(j)));
            Bid rebalanced = bid.withPrice(bid.price() + 1);
            checksum.add(NexmarkRows.bid(rebalanced.withPrice(rebalanced.price() + 1)));
        }
        return checksum;
    }
}
