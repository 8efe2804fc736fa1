/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import io.sampo.core.element.ControlElement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The unit of exchange and of credit: records with their timestamps, not more than a {@link
 * FrameLimit}, and at its end at most one control element. Built by a {@link FrameWriter}, then
 * handed over and never changed again.
 *
 * <p>Plain fields and arrays: this is the path of every record. On an edge by key, the key and its
 * hash travel with the record, so that they are computed once.
 */
public final class Frame {
    private static final Object[] NO_OBJECTS = {};
    private static final long NO_TIMESTAMP = Long.MIN_VALUE;

    final Object[] records;

    /** Null as long as no record has one: fresh memory is a good part of what a record costs. */
    private long @Nullable [] timestamps;

    /** The records, as long as each is its own key; null on an edge that is not by key. */
    Object @Nullable [] keys;

    final int @Nullable [] keyHashes;
    int size;
    long sequence;
    @Nullable ControlElement control;

    /** The next frame of the channel; written by the sender, read by the receiver. */
    volatile @Nullable Frame next;

    Frame(int capacity, boolean keyed) {
        records = capacity == 0 ? NO_OBJECTS : new Object[capacity];
        keys = keyed ? records : null;
        keyHashes = keyed ? new int[capacity] : null;
    }

    /**
     * Creates a full frame around its columns.
     *
     * @param keys null, as {@code keyHashes} are, on an edge that is not by key
     */
    Frame(
            Object[] records,
            long[] timestamps,
            Object @Nullable [] keys,
            int @Nullable [] keyHashes) {
        this.records = records;
        this.timestamps = timestamps;
        this.keys = keys;
        this.keyHashes = keyHashes;
        size = records.length;
    }

    /**
     * Adds a record; there must be room for it.
     *
     * @param key ignored, as {@code keyHash} is, on an edge that is not by key
     */
    @SuppressWarnings("NullAway") // a keyed frame has keys and hashes
    void add(Object record, long timestamp, @Nullable Object key, int keyHash) {
        int index = size;
        records[index] = record;
        if (timestamps != null) {
            timestamps[index] = timestamp;
        } else if (timestamp != NO_TIMESTAMP) {
            firstTimestamp(index, timestamp);
        }
        if (keyHashes != null) {
            if (keys != records) {
                keys[index] = key;
            } else if (key != record) {
                firstOwnKey(index, key);
            }
            keyHashes[index] = keyHash;
        }
        size = index + 1;
    }

    private void firstTimestamp(int index, long timestamp) {
        long[] all = new long[records.length];
        Arrays.fill(all, 0, index, NO_TIMESTAMP);
        all[index] = timestamp;
        timestamps = all;
    }

    private void firstOwnKey(int index, @Nullable Object key) {
        Object[] own = new Object[records.length];
        System.arraycopy(records, 0, own, 0, index);
        own[index] = key;
        keys = own;
    }

    /** Returns a frame with room for more, that holds the same. */
    @SuppressWarnings("NullAway") // a keyed frame has keys and hashes
    Frame grown(int capacity) {
        Frame large = new Frame(capacity, keyHashes != null);
        for (int i = 0; i < size; i++) {
            boolean keyed = keyHashes != null;
            large.add(records[i], timestamp(i), keyed ? keys[i] : null, keyed ? keyHashes[i] : 0);
        }
        return large;
    }

    /** Returns the number of records. */
    public int size() {
        return size;
    }

    /** Returns a record. */
    public Object record(int index) {
        return records[index];
    }

    /**
     * Looks at all records, and returns how often their class changes. Most records were made on
     * another core: here their lines of memory come one beside the other. Waiting for each where it
     * is used made a job with two exchanges a sixth slower.
     */
    public int touch() {
        int changes = 0;
        Class<?> last = null;
        for (int i = 0; i < size; i++) {
            Object record = records[i];
            if (record != null && record.getClass() != last) {
                last = record.getClass();
                changes++;
            }
        }
        return changes;
    }

    /** Returns the timestamp of a record. */
    public long timestamp(int index) {
        return timestamps == null ? NO_TIMESTAMP : timestamps[index];
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
