/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

/**
 * The workloads that end with a checksum, and what they must yield with {@linkplain #SEED the
 * default seed} and {@linkplain NexmarkEvents#PER_WINDOW the default density}.
 *
 * <p>A run whose checksum differs is no result, however fast it was.
 */
public enum Workload {
    /** Running count per word, words by Zipf's law. */
    W1("w1", 20_000_000, 20_000_000, 0x0000031f965e825aL),
    /** Read and update about 100 bytes of state per operation, a million keys, uniform. */
    W3_UNIFORM("w3", 5_000_000, 5_000_000, 0x00000000010aec45L),
    /** The same with keys by Zipf's law. */
    W3_ZIPF("w3z", 5_000_000, 5_000_000, 0x0000001575f2f05aL),
    /** Latency at a fixed rate; the checksum is the number of records. */
    W4("w4", 3_000_000, 3_000_000, 0x00000000002dc6c0L),
    /** Bids through a rebalance and a keyed exchange. */
    W5("w5", 10_000_000, 10_000_000, 0xd8f579c8440690a3L),
    /** {@link #W1} with so few events that only the start-up counts. */
    W7("w7", 1_000, 1_000, 0x0000000000001f19L),
    /** All bids, as they are. */
    Q0("q0", 10_000_000, 9_200_000, 0xd0fae7141eeae18cL),
    /** All bids, price converted. */
    Q1("q1", 10_000_000, 9_200_000, 0x9e9bcbf37f9ece4cL),
    /** Bids of some auctions. */
    Q2("q2", 10_000_000, 74_746, 0x8b603496827f7165L),
    /** Auctions of one category joined with the sellers of some states, without a window. */
    Q3("q3", 10_000_000, 59_595, 0x5f79ac3287cd5874L),
    /** The auctions with most bids, sliding window. */
    Q5("q5", 5_000_000, 263, 0xb7472d6345952b42L),
    /** The best bid, tumbling window. */
    Q7("q7", 10_000_000, 101, 0xe271c2e08415af6bL),
    /** New persons joined with their new auctions, tumbling window. */
    Q8("q8", 10_000_000, 545_268, 0x39d2a9a903da1e3fL),
    /** Sums of windows that slide by their size. */
    S1("s1", 10_000_000, 80, 0x14a185ba4761e6adL),
    /** Sums of windows that slide by a tenth of their size. */
    S10("s10", 10_000_000, 980, 0x7c45afdbd2979ee2L),
    /** Sums of windows that slide by a hundredth of their size. */
    S100("s100", 10_000_000, 9_980, 0xfce989ec5b2dffd8L),
    /** Sums of windows that slide by a thousandth of their size. */
    S1000("s1000", 10_000_000, 99_980, 0x0ac75a245949c3c7L);

    /** The seed of the events when nothing else is said. */
    public static final long SEED = 1;

    private final String label;
    private final long events;
    private final long outputs;
    private final long checksum;

    Workload(String label, long events, long outputs, long checksum) {
        this.label = label;
        this.events = events;
        this.outputs = outputs;
        this.checksum = checksum;
    }

    /** Returns the short name used in results and on the command line. */
    public String label() {
        return label;
    }

    /** Returns the number of events of a full run. */
    public long events() {
        return events;
    }

    /** Returns the number of output rows of a full run. */
    public long outputs() {
        return outputs;
    }

    /** Returns the wrapping sum of the output rows of a full run. */
    public long checksum() {
        return checksum;
    }

    /** Returns how many slices a window has, for those that are about that. */
    public int slices() {
        return Integer.parseInt(label.substring(1));
    }

    /** Tells whether a full run yielded what it must. */
    public boolean matches(Checksum seen) {
        return seen.outputs() == outputs && seen.sum() == checksum;
    }
}
