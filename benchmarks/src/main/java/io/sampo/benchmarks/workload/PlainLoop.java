/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

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
     * @param seed the seed of the events
     * @param events how many events, from index 0
     * @throws IllegalArgumentException if it is about something else than rows
     */
    public static Checksum run(Workload workload, long seed, long events) {
        return run(workload, seed, events, () -> {});
    }

    /**
     * Runs a workload and returns its outputs.
     *
     * @param whenFilled called before the first event that is measured, if some are not
     */
    public static Checksum run(Workload workload, long seed, long events, Runnable whenFilled) {
        NexmarkEvents nexmark = NexmarkEvents.ofSeed(seed);
        return switch (workload) {
            case W1, W1_ONE_CORE, W7, W7_ARCHIVE -> countWords(new WordEvents(seed), events);
            case W3_UNIFORM, W3_ZIPF, W3_WIDE, KEYS_1M, KEYS_10M ->
                    updateState(
                            StateOps.of(workload, seed), events, workload.filling(), whenFilled);
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
            case MAPS_0, MAPS_10 -> passOps(StateOps.of(workload, seed), events, workload.maps());
            case W4, W4_FAST, W4_KEYS, W6, W6_DISK ->
                    throw new IllegalArgumentException(
                            "Is about time and has no plain loop: workload=" + workload.label());
        };
    }

    /**
     * Makes the events of a workload and does nothing with them.
     *
     * @param whenFilled called before the first event that is measured, if some are not
     */
    public static void makeEvents(Workload workload, long seed, long events, Runnable whenFilled) {
        LongFunction<?> maker = maker(workload, seed);
        Kept kept = new Kept();
        for (long i = 0; i < events; i++) {
            if (i == workload.filling()) {
                whenFilled.run();
            }
            kept.keep(maker.apply(i));
        }
    }

    private static LongFunction<?> maker(Workload workload, long seed) {
        return switch (workload) {
            case W1, W1_ONE_CORE, W7, W7_ARCHIVE -> new WordEvents(seed)::word;
            case W3_UNIFORM, W3_ZIPF, W3_WIDE, KEYS_1M, KEYS_10M, MAPS_0, MAPS_10, W6, W6_DISK ->
                    StateOps.of(workload, seed)::op;
            case W5 -> NexmarkEvents.ofSeed(seed)::nthBid;
            case Q0, Q1, Q2, Q3, Q5, Q7, Q8 -> NexmarkEvents.ofSeed(seed)::event;
            case S1, S10, S100, S1000 -> new SaleEvents(seed)::sale;
            case W4, W4_FAST, W4_KEYS ->
                    throw new IllegalArgumentException(
                            "Its events are made when they are due: workload=" + workload.label());
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

    private static Checksum updateState(
            StateOps ops, long events, long filling, Runnable whenFilled) {
        Checksum checksum = new Checksum();
        Kept kept = new Kept();
        Map<Long, KeyTotals> states = new HashMap<>();
        for (long i = 0; i < events; i++) {
            if (i == filling) {
                whenFilled.run();
            }
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

    private static Checksum passOps(StateOps ops, long events, int maps) {
        Checksum checksum = new Checksum();
        Kept kept = new Kept();
        for (long i = 0; i < events; i++) {
            StateOp op = kept.keep(ops.op(i));
            for (int map = 0; map < maps; map++) {
                op = op.checked();
            }
            checksum.add(op.row());
        }
        return checksum;
    }

    private static Checksum copyBids(NexmarkEvents nexmark, long events) {
        Checksum checksum = new Checksum();
        Kept kept = new Kept();
        for (long j = 0; j < events; j++) {
            Bid bid = kept.keep(nexmark.nthBid(j));
            Bid rebalanced = bid.withPrice(bid.price() + 1);
            checksum.add(NexmarkRows.bid(rebalanced.withPrice(rebalanced.price() + 1)));
        }
        return checksum;
    }
}
