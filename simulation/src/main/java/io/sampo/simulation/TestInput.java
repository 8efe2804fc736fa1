/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a test feeds, record by record. What was sent stays: a job that goes on from a
 * checkpoint reads again what came after it.
 *
 * @param <T> type of the records
 */
public final class TestInput<T> {
    /** One thing that was sent; a record, a watermark, or the end. */
    record Entry(@Nullable Object record, long timestamp) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<Runnable> readers = new ArrayList<>();
    private long watermark = Long.MIN_VALUE;
    private boolean ended;

    TestInput() {}

    /** Sends a record with a timestamp. */
    public TestInput<T> send(T record, long timestamp) {
        add(new Entry(record, timestamp));
        return this;
    }

    /** Says that no record with this timestamp or a lower one will come: others are late. */
    public TestInput<T> watermark(long timestamp) {
        add(new Entry(null, timestamp));
        return this;
    }

    /** Ends the stream. */
    public TestInput<T> end() {
        ended = true;
        readers.forEach(Runnable::run);
        return this;
    }

    private void add(Entry entry) {
        if (ended) {
            throw new IllegalStateException("The input has ended: entry=" + entry);
        }
        entries.add(entry);
        readers.forEach(Runnable::run);
    }

    /** Calls {@code wakeUp} whenever there is more. */
    void onMore(Runnable wakeUp) {
        readers.add(wakeUp);
    }

    void forgetReader(Runnable wakeUp) {
        readers.remove(wakeUp);
    }

    boolean has(int position) {
        return position < entries.size();
    }

    Entry get(int position) {
        return entries.get(position);
    }

    /** Returns whether nothing comes at {@code position} or behind it. */
    boolean endsAt(int position) {
        return ended && position == entries.size();
    }

    /** The reader has read all entries before this one. */
    void reached(int position) {
        watermark = Long.MIN_VALUE;
        for (Entry entry : entries.subList(0, position)) {
            if (entry.record() == null) {
                watermark = Math.max(watermark, entry.timestamp());
            }
        }
    }

    /** Returns the highest watermark before what has been read. */
    long watermark() {
        return watermark;
    }
}
