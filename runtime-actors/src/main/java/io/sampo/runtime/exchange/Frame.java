/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import io.sampo.core.element.ControlElement;
import org.jspecify.annotations.Nullable;

/**
 * The unit of exchange and of credit: up to 256 records with their timestamps, and at its end at
 * most one control element. Built by a {@link FrameWriter}, then handed over and never changed
 * again.
 *
 * <p>Plain fields and arrays: this is the path of every record. On an edge by key, the key and its
 * hash travel with the record, so that they are computed once.
 */
public final class Frame {
    /** The most records of a frame; 64 to 256 measured best, more leaves the processor's caches. */
    public static final int MAX_RECORDS = 256;

    private static final Object[] NO_OBJECTS = {};
    private static final long[] NO_LONGS = {};

    final Object[] records;
    final long[] timestamps;
    final Object @Nullable [] keys;
    final int @Nullable [] keyHashes;
    int size;
    long sequence;
    @Nullable ControlElement control;

    /** The next frame of the channel; written by the sender, read by the receiver. */
    volatile @Nullable Frame next;

    Frame(int capacity, boolean keyed) {
        records = capacity == 0 ? NO_OBJECTS : new Object[capacity];
        timestamps = capacity == 0 ? NO_LONGS : new long[capacity];
        keys = keyed ? new Object[capacity] : null;
        keyHashes = keyed ? new int[capacity] : null;
    }

    /** Returns the number of records. */
    public int size() {
        return size;
    }

    /** Returns a record. */
    public Object record(int index) {
        return records[index];
    }

    /** Returns the timestamp of a record. */
    public long timestamp(int index) {
        return timestamps[index];
    }

    /** Returns the keys, valid up to {@link #size()}, or null on an edge that is not by key. */
    public Object @Nullable [] keys() {
        return keys;
    }

    /** Returns the hashes of the keys; as {@link #keys()}. */
    public int @Nullable [] keyHashes() {
        return keyHashes;
    }

    /** Returns what comes after the records, or null. */
    public @Nullable ControlElement control() {
        return control;
    }

    /** Returns the number of the frame on its channel, from 0 in each attempt. */
    public long sequence() {
        return sequence;
    }
}
