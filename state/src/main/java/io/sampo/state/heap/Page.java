/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.type.KeyType;
import io.sampo.core.type.RecordColumns;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A small open-addressing table with linear probing: the unit of copy-on-write. Removal shifts
 * entries back, so there are no tombstones. Arrays instead of entry objects, because the look-up is
 * most of what a keyed operator does: one line of hashes, one of keys and one of values are
 * touched.
 *
 * <p>The fields that a snapshot's thread reads are those from {@code depth} to {@code numbers};
 * they change only while {@link CopyOnWrite} says that no snapshot needs this page.
 */
final class Page {
    /** Beyond this a page is split, so that no copy takes long. */
    static final int MAX_CAPACITY = 4096;

    /** The same for pages of records. */
    private static final int MAX_VALUE_BYTES = 64 * 1024;

    private static final int MIN_CAPACITY = 4;
    private static final @Nullable Object[] NO_OBJECTS = new @Nullable Object[0];
    private static final long[] NO_LONGS = new long[0];

    /** When it was made or copied; owner's thread only. */
    int epoch;

    /** Whether an older page has the same hashes, keys and namespaces; owner's thread only. */
    boolean structureShared;

    /**
     * One bit for each slot whose value an older page has, too; empty if there is none. Owner's
     * thread only.
     */
    private long[] sharedValues = NO_LONGS;

    /** In how many of their lowest bits the hashes of all entries agree. */
    final int depth;

    int size;
    private int shift;

    /** The spread hash of each entry, 0 where there is none. */
    int[] hashes;

    /** Empty if the keys are numbers. */
    private @Nullable Object[] keys;

    /** Empty unless the keys are numbers. */
    private long[] longKeys;

    /** Empty if the table has no namespaces. */
    @Nullable Object[] namespaces;

    private final PageLayout layout;

    /** Null unless the values are records that are kept in parts. */
    private final @Nullable RecordColumns records;

    /** The references of the values, as many for each slot as {@link PageValues} says. */
    private @Nullable Object[] objects;

    /** The numbers of the values, as many for each slot as {@link PageValues} says. */
    private long[] numbers;

    /** Creates an empty page; {@code capacity} is a power of two. */
    Page(int epoch, int depth, int capacity, PageLayout layout) {
        this.epoch = epoch;
        this.depth = depth;
        this.layout = layout;
        shift = Integer.numberOfLeadingZeros(capacity) + 1;
        hashes = new int[capacity];
        keys = objects(layout.longKeys() ? 0 : capacity);
        longKeys = layout.longKeys() ? new long[capacity] : NO_LONGS;
        namespaces = objects(layout.namespaces() ? capacity : 0);
        PageValues values = layout.values();
        records = values.records();
        objects = objects(values.references() * capacity);
        numbers = values.numbers() == 0 ? NO_LONGS : new long[values.numbers() * capacity];
    }

    private static @Nullable Object[] objects(int length) {
        return length == 0 ? NO_OBJECTS : new @Nullable Object[length];
    }

    private Page(Page other, int epoch) {
        this.epoch = epoch;
        depth = other.depth;
        layout = other.layout;
        size = other.size;
        shift = other.shift;
        hashes = other.hashes;
        keys = other.keys;
        longKeys = other.longKeys;
        namespaces = other.namespaces;
        records = other.records;
        objects = other.objects.length == 0 ? NO_OBJECTS : other.objects.clone();
        numbers = other.numbers.length == 0 ? NO_LONGS : other.numbers.clone();
        structureShared = true;
        if (layout.values().mutable()) {
            sharedValues = new long[(hashes.length + 63) >>> 6];
            Arrays.fill(sharedValues, -1L);
        }
    }

    /** Returns a copy whose values can be set; nothing else before {@link #ownStructure()}. */
    Page copy(int newEpoch) {
        return new Page(this, newEpoch);
    }

    /** Returns the key of an entry. */
    @SuppressWarnings("NullAway") // an entry has a key
    Object key(int slot) {
        return longKeys.length != 0 ? (Object) longKeys[slot] : keys[slot];
    }

    private void setKey(int slot, Object key) {
        if (longKeys.length != 0) {
            longKeys[slot] = (Long) key;
        } else {
            keys[slot] = key;
        }
    }

    private void takeKey(Page other, int from, int to) {
        if (longKeys.length != 0) {
            longKeys[to] = other.longKeys[from];
        } else {
            keys[to] = other.keys[from];
        }
    }

    /** Returns the value of an entry. */
    Object value(int slot) {
        RecordColumns columns = records;
        if (columns != null) {
            return columns.read(numbers, firstNumber(slot), objects, firstReference(slot));
        }
        return numbers.length != 0 ? (Object) numbers[slot] : objects[slot];
    }

    /** Sets the value of an entry, whether an older page has the one before or not. */
    void setValue(int slot, Object value) {
        RecordColumns columns = records;
        if (columns != null) {
            columns.write(value, numbers, firstNumber(slot), objects, firstReference(slot));
        } else if (numbers.length != 0) {
            numbers[slot] = (Long) value;
        } else {
            objects[slot] = value;
        }
    }

    private int firstNumber(int slot) {
        return layout.values().numbers() * slot;
    }

    private int firstReference(int slot) {
        return layout.values().references() * slot;
    }

    /** Makes this page the only one that has its hashes, keys and namespaces. */
    void ownStructure() {
        hashes = hashes.clone();
        keys = keys.length == 0 ? keys : keys.clone();
        longKeys = longKeys.length == 0 ? longKeys : longKeys.clone();
        namespaces = namespaces.length == 0 ? namespaces : namespaces.clone();
        structureShared = false;
    }

    int capacity() {
        return hashes.length;
    }

    /** Returns whether it must be split instead of made larger. */
    boolean isLargest() {
        return hashes.length >= MAX_CAPACITY
                || 2 * hashes.length * layout.values().bytes() > MAX_VALUE_BYTES;
    }

    /**
     * Returns whether half of the slots are taken: then the first one tried is mostly right. If a
     * slot takes much memory, a quarter of them is left; the hashes tried then still lie together.
     */
    boolean isFull() {
        return records == null ? 2 * size >= hashes.length : 4 * size >= 3 * hashes.length;
    }

    /** Returns the slot of {@code key}, or the complement of the slot where it can be inserted. */
    int find(KeyType<Object> type, Object key, int hash) {
        if (longKeys.length != 0) {
            return findNumber((Long) key, hash);
        }
        int[] in = hashes;
        int mask = in.length - 1;
        int slot = hash >>> shift;
        for (int found = in[slot]; found != 0; found = in[slot]) {
            if (found == hash) {
                Object other = keys[slot];
                if (other == key || type.same(other, key)) {
                    return slot;
                }
            }
            slot = (slot + 1) & mask;
        }
        return ~slot;
    }

    /**
     * Does not compare hashes: that two numbers have the same one is so rare that the compiler
     * would leave it out, and then drop the code of all that has looked a key up.
     */
    private int findNumber(long key, int hash) {
        int[] in = hashes;
        long[] numbered = longKeys;
        int mask = in.length - 1;
        int slot = hash >>> shift;
        while (in[slot] != 0) {
            if (numbered[slot] == key) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return ~slot;
    }

    /** As {@link #find(KeyType, Object, int)}, in a table with namespaces. */
    int find(KeyType<Object> type, Object key, Object namespace, int hash) {
        int[] in = hashes;
        int mask = in.length - 1;
        int slot = hash >>> shift;
        for (int found = in[slot]; found != 0; found = in[slot]) {
            if (found == hash && namespace.equals(namespaces[slot]) && type.same(key(slot), key)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return ~slot;
    }

    /**
     * Looks at what a search for that hash most likely needs: the lines of memory of its slot, and
     * the value's. Returns a number that depends on them, so that the compiler keeps it.
     */
    int touch(int hash) {
        int slot = likely(hash);
        int seen = hashes[slot];
        if (longKeys.length != 0) {
            seen += (int) longKeys[slot];
        }
        if (numbers.length != 0) {
            int number = firstNumber(slot);
            seen += (int) numbers[number] + (int) numbers[number + layout.values().numbers() - 1];
            return objects.length == 0 || objects[firstReference(slot)] != null ? seen : seen + 1;
        }
        Object value = objects[slot];
        return value == null || value.getClass() == layout.getClass() ? seen : seen + 1;
    }

    /** Returns the slot of an entry with that hash, or the one where a search for it ends. */
    private int likely(int hash) {
        int[] in = hashes;
        int slot = hash >>> shift;
        while (in[slot] != hash && in[slot] != 0) {
            slot = (slot + 1) & (in.length - 1);
        }
        return slot;
    }

    /** Returns the first slot that an entry of that hash may be in. */
    int home(int hash) {
        return hash >>> shift;
    }

    /** Returns the first free slot for an entry of that hash. */
    int free(int hash) {
        int slot = hash >>> shift;
        while (hashes[slot] != 0) {
            slot = (slot + 1) & (hashes.length - 1);
        }
        return slot;
    }

    /** Fills a free slot; the page must not be full. */
    void insert(int slot, int hash, Object key, @Nullable Object namespace, Object value) {
        hashes[slot] = hash;
        setKey(slot, key);
        if (namespaces.length != 0) {
            namespaces[slot] = namespace;
        }
        setValue(slot, value);
        own(slot);
        size++;
    }

    /** Empties a slot, moving later entries back so that all are found. */
    void remove(int slot) {
        int mask = hashes.length - 1;
        int hole = slot;
        int next = (hole + 1) & mask;
        for (int hash = hashes[next]; hash != 0; hash = hashes[next]) {
            if (((next - (hash >>> shift)) & mask) >= ((next - hole) & mask)) {
                move(next, hole);
                hole = next;
            }
            next = (next + 1) & mask;
        }
        hashes[hole] = 0;
        if (keys.length != 0) {
            keys[hole] = null;
        }
        if (namespaces.length != 0) {
            namespaces[hole] = null;
        }
        int reference = firstReference(hole);
        Arrays.fill(objects, reference, reference + layout.values().references(), null);
        size--;
        if (size * 8 < hashes.length && hashes.length > MIN_CAPACITY) {
            resize(hashes.length / 2);
        }
    }

    private void move(int from, int to) {
        hashes[to] = hashes[from];
        takeKey(this, from, to);
        if (namespaces.length != 0) {
            namespaces[to] = namespaces[from];
        }
        takeValue(this, from, to);
        if (isShared(from)) {
            sharedValues[to >>> 6] |= 1L << to;
        } else {
            own(to);
        }
    }

    /** Moves all entries to arrays of another length. */
    void resize(int capacity) {
        Page larger = new Page(epoch, depth, capacity, layout);
        if (sharedValues.length != 0) {
            larger.sharedValues = new long[(capacity + 63) >>> 6];
        }
        for (int slot = 0; slot < hashes.length; slot++) {
            if (hashes[slot] != 0) {
                larger.take(this, slot);
            }
        }
        shift = larger.shift;
        hashes = larger.hashes;
        keys = larger.keys;
        longKeys = larger.longKeys;
        namespaces = larger.namespaces;
        objects = larger.objects;
        numbers = larger.numbers;
        sharedValues = larger.sharedValues;
    }

    /** Returns two pages with the entries whose next bit is 0 and 1. */
    Page[] split() {
        Page[] halves = new Page[2];
        for (int i = 0; i < 2; i++) {
            halves[i] = new Page(epoch, depth + 1, hashes.length, layout);
            if (sharedValues.length != 0) {
                halves[i].sharedValues = new long[sharedValues.length];
            }
        }
        for (int slot = 0; slot < hashes.length; slot++) {
            int hash = hashes[slot];
            if (hash != 0) {
                halves[(hash >>> depth) & 1].take(this, slot);
            }
        }
        return halves;
    }

    /** Returns how many entries have a 1 as the next bit of their hash. */
    int upperHalf() {
        int count = 0;
        for (int hash : hashes) {
            count += (hash >>> depth) & 1;
        }
        return count;
    }

    private void take(Page other, int slot) {
        int hash = other.hashes[slot];
        int to = free(hash);
        hashes[to] = hash;
        takeKey(other, slot, to);
        if (namespaces.length != 0) {
            namespaces[to] = other.namespaces[slot];
        }
        takeValue(other, slot, to);
        if (other.isShared(slot)) {
            sharedValues[to >>> 6] |= 1L << to;
        }
        size++;
    }

    private void takeValue(Page other, int from, int to) {
        if (records != null) {
            PageValues values = layout.values();
            System.arraycopy(
                    other.numbers, firstNumber(from), numbers, firstNumber(to), values.numbers());
            System.arraycopy(
                    other.objects,
                    firstReference(from),
                    objects,
                    firstReference(to),
                    values.references());
        } else if (numbers.length != 0) {
            numbers[to] = other.numbers[from];
        } else {
            objects[to] = other.objects[from];
        }
    }

    /** Sets the value of an entry to an object that no older page has. */
    void set(int slot, Object value) {
        setValue(slot, value);
        own(slot);
    }

    /** Returns whether an older page has the value, too. */
    boolean isShared(int slot) {
        return sharedValues.length != 0 && (sharedValues[slot >>> 6] & (1L << slot)) != 0;
    }

    private void own(int slot) {
        if (sharedValues.length != 0) {
            sharedValues[slot >>> 6] &= ~(1L << slot);
        }
    }

    /** Returns the bytes of the arrays, with compressed references. */
    long arrayBytes() {
        return 4L * hashes.length
                + 4L * (keys.length + namespaces.length + objects.length)
                + 8L * (longKeys.length + numbers.length)
                + 64;
    }
}
