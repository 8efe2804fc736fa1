/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.sort;

import io.sampo.core.io.BinaryOutput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Serialized records in memory. Sorted by an array of numbers, hash above place of arrival, which
 * is sorted as numbers first; only records of one hash are compared by their bytes then.
 */
final class SortBuffer {
    /** Less than half of the smallest region of G1, so that a chunk is an ordinary object. */
    private static final int CHUNK_BYTES = 256 * 1024;

    private static final int FIRST_CAPACITY = 1024;

    /** Of a record: where it is, its hash, its number in the order, and that once more to merge. */
    private static final int INDEX_BYTES = 8 + 4 + 8 + 8;

    private static final long LOW_BITS = 0xFFFF_FFFFL;

    private final long memory;
    private final List<byte[]> chunks = new ArrayList<>();
    private final RawRecord left = new RawRecord();
    private final RawRecord right = new RawRecord();

    private int[] hashes = new int[FIRST_CAPACITY];
    private long[] places = new long[FIRST_CAPACITY];
    private long chunkBytes;
    private int chunk = -1;
    private int used;
    private int count;

    /**
     * Creates an empty buffer.
     *
     * @param memory bytes that it may use; a record that does not fit alone is taken all the same
     */
    SortBuffer(long memory) {
        this.memory = memory;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Adds a copy of a record; returns false if there is no room. */
    boolean add(BinaryOutput record) {
        int size = record.length();
        if (count == places.length && !growIndex()) {
            return false;
        }
        if ((chunk < 0 || chunks.get(chunk).length - used < size) && !nextChunk(size)) {
            return false;
        }
        System.arraycopy(record.array(), 0, chunks.get(chunk), used, size);
        hashes[count] = RawRecord.hashOf(record);
        places[count] = (long) chunk << Integer.SIZE | used;
        used += size;
        count++;
        return true;
    }

    private boolean growIndex() {
        int larger = 2 * count;
        if (chunkBytes + (long) larger * INDEX_BYTES > memory) {
            return false;
        }
        hashes = Arrays.copyOf(hashes, larger);
        places = Arrays.copyOf(places, larger);
        return true;
    }

    private boolean nextChunk(int size) {
        int next = chunk + 1;
        if (next == chunks.size() || chunks.get(next).length < size) {
            int length = Math.max(CHUNK_BYTES, size);
            long index = (long) places.length * INDEX_BYTES;
            if (count > 0 && chunkBytes + index + length > memory) {
                return false;
            }
            chunks.add(next, new byte[length]);
            chunkBytes += length;
        }
        chunk = next;
        used = 0;
        return true;
    }

    /** Forgets all records, and keeps the memory. */
    void clear() {
        chunks.removeIf(bytes -> bytes.length > CHUNK_BYTES);
        chunkBytes = (long) chunks.size() * CHUNK_BYTES;
        chunk = -1;
        used = 0;
        count = 0;
    }

    /** Forgets all records, and lets go of the memory; nothing may be added any more. */
    void release() {
        chunks.clear();
        clear();
        hashes = new int[0];
        places = new long[0];
    }

    /** Returns the records sorted; nothing may be added meanwhile. Those that are equal stay. */
    RecordStream sorted() {
        long[] order = new long[count];
        for (int i = 0; i < count; i++) {
            order[i] = (long) hashes[i] << Integer.SIZE | i;
        }
        Arrays.sort(order);
        long[] spare = new long[0];
        int start = 0;
        for (int i = 1; i <= count; i++) {
            if (i == count || order[i] >> Integer.SIZE != order[start] >> Integer.SIZE) {
                if (spare.length < i - start && i - start > 1) {
                    spare = new long[i - start];
                }
                mergeSort(order, start, i, spare);
                start = i;
            }
        }
        return new Sorted(order);
    }

    private void mergeSort(long[] order, int from, int to, long[] spare) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        mergeSort(order, from, middle, spare);
        mergeSort(order, middle, to, spare);
        if (compare(order[middle - 1], order[middle]) <= 0) {
            return;
        }
        int lower = middle - from;
        System.arraycopy(order, from, spare, 0, lower);
        int first = 0;
        int second = middle;
        int at = from;
        while (first < lower) {
            boolean takeSecond = second < to && compare(order[second], spare[first]) < 0;
            order[at++] = takeSecond ? order[second++] : spare[first++];
        }
    }

    private int compare(long one, long other) {
        view(one, left);
        view(other, right);
        return left.compareTo(right);
    }

    private void view(long entry, RawRecord record) {
        long place = places[(int) (entry & LOW_BITS)];
        record.set(chunks.get((int) (place >>> Integer.SIZE)), (int) (place & LOW_BITS));
    }

    private final class Sorted implements RecordStream {
        private final long[] order;
        private final RawRecord record = new RawRecord();
        private int next;

        Sorted(long[] order) {
            this.order = order;
        }

        @Override
        public boolean next() {
            if (next == order.length) {
                return false;
            }
            view(order[next++], record);
            return true;
        }

        @Override
        public RawRecord current() {
            return record;
        }

        @Override
        public void close() {}
    }
}
