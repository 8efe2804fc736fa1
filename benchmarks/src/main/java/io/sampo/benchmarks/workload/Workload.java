/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.workload;

import java.util.Arrays;

/**
 * The workloads: how many events a full run has and what it must yield with {@link #SEED}.
 *
 * <p>A result whose number of outputs or checksum differs is no result.
 */
public enum Workload {
    /** Running count per word, words by Zipf's law. */
    W1("w1", Kind.THROUGHPUT, 20_000_000, 20_000_000, 0x0000031f965e825aL),
    /** Read and update about 100 bytes of state per operation on disk, a million keys, uniform. */
    W3_UNIFORM("w3", Kind.THROUGHPUT, 5_000_000, 5_000_000, 0x00000000010aec45L),
    /** The same with keys by Zipf's law. */
    W3_ZIPF("w3z", Kind.THROUGHPUT, 5_000_000, 5_000_000, 0x0000001575f2f05aL),
    /** The same with ten million keys, uniform: more state than the memory for it. */
    W3_WIDE("w3-10m", Kind.THROUGHPUT, 10_000_000, 10_000_000, 0x0000000000e4e88bL),
    /** Latency at a fixed rate; the checksum is the number of records, as in all of its kind. */
    W4("w4", Kind.LATENCY, 3_000_000, 3_000_000, 3_000_000),
    /** The same at ten times the rate. */
    W4_FAST("w4-fast", Kind.LATENCY, 30_000_000, 30_000_000, 30_000_000),
    /** The same as {@link #W4} with a million keys. */
    W4_KEYS("w4-keys", Kind.LATENCY, 3_000_000, 3_000_000, 3_000_000),
    /** Bids through a rebalance and a keyed exchange. */
    W5("w5", Kind.THROUGHPUT, 10_000_000, 10_000_000, 0xd8f579c8440690a3L),
    /** Checkpoints and recovery of two million keys on the heap. */
    W6("w6", Kind.RECOVERY, 4_000_000, 0, 0),
    /** The same on disk. */
    W6_DISK("w6-disk", Kind.RECOVERY, 4_000_000, 0, 0),
    /** {@link #W1} with so few events that only the start-up counts. */
    W7("w7", Kind.START, 1_000, 1_000, 0x0000000000001f19L),
    /** The same with an archive of classes that a run before has made. */
    W7_ARCHIVE("w7-cds", Kind.START, 1_000, 1_000, 0x0000000000001f19L),
    /** All bids, as they are. */
    Q0("q0", Kind.THROUGHPUT, 10_000_000, 9_200_000, 0xd0fae7141eeae18cL),
    /** All bids, price converted. */
    Q1("q1", Kind.THROUGHPUT, 10_000_000, 9_200_000, 0x9e9bcbf37f9ece4cL),
    /** Bids of some auctions. */
    Q2("q2", Kind.THROUGHPUT, 10_000_000, 74_746, 0x8b603496827f7165L),
    /** Auctions of one category joined with the sellers of some states, without a window. */
    Q3("q3", Kind.THROUGHPUT, 10_000_000, 59_595, 0x5f79ac3287cd5874L),
    /** The auctions with most bids, sliding window. */
    Q5("q5", Kind.THROUGHPUT, 5_000_000, 263, 0xb7472d6345952b42L),
    /** The best bid, tumbling window. */
    Q7("q7", Kind.THROUGHPUT, 10_000_000, 101, 0xe271c2e08415af6bL),
    /** New persons joined with their new auctions, tumbling window. */
    Q8("q8", Kind.THROUGHPUT, 10_000_000, 545_268, 0x39d2a9a903da1e3fL),
    /** Sums of windows that slide by their size. */
    S1("s1", Kind.THROUGHPUT, 10_000_000, 80, 0x14a185ba4761e6adL),
    /** Sums of windows that slide by a tenth of their size. */
    S10("s10", Kind.THROUGHPUT, 10_000_000, 980, 0x7c45afdbd2979ee2L),
    /** Sums of windows that slide by a hundredth of their size. */
    S100("s100", Kind.THROUGHPUT, 10_000_000, 9_980, 0xfce989ec5b2dffd8L),
    /** Sums of windows that slide by a thousandth of their size. */
    S1000("s1000", Kind.THROUGHPUT, 10_000_000, 99_980, 0x0ac75a245949c3c7L),
    /**
     * State on the heap as in {@link #W3_UNIFORM}, measured once each of a million keys is there.
     */
    KEYS_1M("keys-1m", Kind.THROUGHPUT, 11_000_000, 11_000_000, 0x00000000043b56c4L),
    /** The same with ten million keys. */
    KEYS_10M("keys-10m", Kind.THROUGHPUT, 20_000_000, 20_000_000, 0x00000000021615f4L),
    /** From a source to a sink. */
    MAPS_0("maps-0", Kind.THROUGHPUT, 20_000_000, 20_000_000, 0x5dfbe9c321ff9627L),
    /** The same with ten maps between them, in one chain. */
    MAPS_10("maps-10", Kind.THROUGHPUT, 20_000_000, 20_000_000, 0x5dfbe9c321ff9627L),
    /** {@link #W1} with parallelism 1, the whole process on one core. */
    W1_ONE_CORE("w1-one-core", Kind.THROUGHPUT, 20_000_000, 20_000_000, 0x0000031f965e825aL);

    /** The seed of the events when nothing else is said. */
    public static final long SEED = 1;

    private static final int PARALLELISM = 2;

    private final String label;
    private final Kind kind;
    private final long events;
    private final long outputs;
    private final long checksum;

    Workload(String label, Kind kind, long events, long outputs, long checksum) {
        this.label = label;
        this.kind = kind;
        this.events = events;
        this.outputs = outputs;
        this.checksum = checksum;
    }

    /** What a workload is about. */
    public enum Kind {
        /** As many events as the engine can take; the rows of the output are checked. */
        THROUGHPUT,
        /** Events that come at a fixed rate; the time to the sink. */
        LATENCY,
        /** Checkpoints that are asked for, and a failure. */
        RECOVERY,
        /** A whole process from its start to its end. */
        START
    }

    /**
     * Returns the workload with that label, upper or lower case.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Workload of(String label) {
        return Arrays.stream(values())
                .filter(workload -> workload.label.equalsIgnoreCase(label))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "Not a workload: workload="
                                                + label
                                                + " known="
                                                + Arrays.stream(values())
                                                        .map(Workload::label)
                                                        .toList()));
    }

    /** Returns the short name used in results and on the command line. */
    public String label() {
        return label;
    }

    /** Returns what it is about. */
    public Kind kind() {
        return kind;
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

    /** Returns the number of subtasks of each operator. */
    public int parallelism() {
        return this == W1_ONE_CORE ? 1 : PARALLELISM;
    }

    /** Returns how many slices a window has, for those that are about that. */
    public int slices() {
        return Integer.parseInt(label.substring(1));
    }

    /** Returns how many maps there are between source and sink, for those that are about that. */
    public int maps() {
        return this == MAPS_10 ? 10 : 0;
    }

    /** Returns the number of keys, for those with {@link StateOps} or {@link DueTimes}. */
    public long keys() {
        return switch (this) {
            case W4, W4_FAST -> 1_000;
            case W3_UNIFORM, W3_ZIPF, W4_KEYS, KEYS_1M, MAPS_0, MAPS_10 -> 1_000_000;
            case W6, W6_DISK -> 2_000_000;
            case W3_WIDE, KEYS_10M -> 10_000_000;
            default -> throw new IllegalArgumentException("No keys are set: workload=" + label);
        };
    }

    /** Returns how many events come first that only fill the state, and are not measured. */
    public long filling() {
        return switch (this) {
            case KEYS_1M, KEYS_10M, W6, W6_DISK -> keys();
            default -> 0;
        };
    }
}
