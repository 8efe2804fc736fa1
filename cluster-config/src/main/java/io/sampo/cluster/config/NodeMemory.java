/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.config;

import java.util.Locale;

/**
 * How the memory of a node's process is divided. Cached objects of keyed state are managed memory,
 * and on the heap; all else that is managed is outside.
 *
 * @param totalBytes what the process may take, all in all
 * @param heapBytes the JVM's heap ({@code -Xmx}), cached objects included
 * @param managedBytes for keyed state of the RocksDB backend: cached objects, blocks, write buffers
 * @param cachedObjectBytes how much of that is on the heap
 * @param networkBytes for frames under way between nodes, outside the heap
 * @param jvmBytes what the JVM itself takes: classes, compiled code, threads, and buffers of
 *     control messages
 */
public record NodeMemory(
        long totalBytes,
        long heapBytes,
        long managedBytes,
        long cachedObjectBytes,
        long networkBytes,
        long jvmBytes) {
    /** The least total: below, the heap would be smaller than what the engine itself needs. */
    static final long LEAST_TOTAL_BYTES = 512L << 20;

    private static final long MIB = 1L << 20;
    private static final long LEAST_JVM_BYTES = 192 * MIB;
    private static final long MOST_JVM_BYTES = 1024 * MIB;

    /** Artery's: 64 of 1 MiB; counted with what the JVM takes. */
    private static final long CONTROL_BUFFER_BYTES = 64 * MIB;

    private static final double JVM_SHARE = 0.1;

    /**
     * Divides a number of bytes.
     *
     * @param totalBytes at least 512 MiB
     * @param managedShare of what the JVM itself leaves
     * @param networkShare of the same; the two leave something for the heap
     * @param objectShare how much of the managed memory is for objects on the heap
     */
    static NodeMemory divide(
            long totalBytes, double managedShare, double networkShare, double objectShare) {
        long jvm =
                Math.min(
                        MOST_JVM_BYTES, Math.max(LEAST_JVM_BYTES, (long) (totalBytes * JVM_SHARE)));
        long free = totalBytes - jvm;
        long managed = (long) (free * managedShare);
        long network = (long) (free * networkShare);
        long objects = (long) (managed * objectShare);
        long heap = free - network - (managed - objects);
        return new NodeMemory(totalBytes, heap, managed, objects, network, jvm);
    }

    /** Returns the options of a JVM that keeps to the division. */
    public String jvmOptions() {
        return "-Xmx"
                + heapBytes / MIB
                + "m -XX:MaxDirectMemorySize="
                + (networkBytes + CONTROL_BUFFER_BYTES) / MIB
                + "m";
    }

    /** Returns the division in words, for the log. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d MiB in all: heap %d (of it up to %d for cached objects of state), managed outside"
                        + " the heap %d, network %d, the JVM itself %d",
                totalBytes / MIB,
                heapBytes / MIB,
                cachedObjectBytes / MIB,
                (managedBytes - cachedObjectBytes) / MIB,
                networkBytes / MIB,
                jvmBytes / MIB);
    }
}
