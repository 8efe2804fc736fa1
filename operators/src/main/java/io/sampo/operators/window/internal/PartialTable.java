/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.type.KeyType;
import io.sampo.operators.window.Partial;
import org.jspecify.annotations.Nullable;

/**
 * Partials that grow, in a table of fixed size with one place for each hash: a key that finds
 * another in its place sends that one off. So memory is bounded, keys that come often are
 * aggregated however many others there are, and where no key comes twice a record costs little more
 * than without.
 *
 * @param <T> type of the records
 * @param <K> type of the keys
 * @param <A> type of the accumulators
 */
final class PartialTable<T, K, A> {
    /** A power of two: few enough to stay in the processor's cache. */
    static final int PLACES = 1 << 13;

    private static final int SLICE_FACTOR = 0x9E3779B9;

    private final AggregateFunction<T, A, ?> function;
    private final Receiver<K, A> receiver;
    private final @Nullable Place<K, A>[] places;
    private int used;

    /** Gets the partials that leave. */
    @FunctionalInterface
    interface Receiver<K, A> {
        /** Takes a partial; {@code timestamp} is the last of its records. */
        void send(Partial<K, A> partial, long timestamp);
    }

    @SuppressWarnings("unchecked") // an array of a generic type
    PartialTable(AggregateFunction<T, A, ?> function, Receiver<K, A> receiver) {
        this.function = function;
        this.receiver = receiver;
        places = (Place<K, A>[]) new Place<?, ?>[PLACES];
    }

    /** Adds a record. {@code keyHash} is well mixed. */
    void add(T record, long timestamp, KeyType<K> type, K key, int keyHash, long slice) {
        int index = (keyHash + Long.hashCode(slice) * SLICE_FACTOR) & (PLACES - 1);
        Place<K, A> place = places[index];
        // the hash first: two keys of one place may even be of different classes
        if (place == null
                || place.keyHash != keyHash
                || place.slice != slice
                || !type.same(place.key, key)) {
            if (place == null) {
                used++;
            } else {
                place.send(receiver);
            }
            place = new Place<>(key, keyHash, slice, function.createAccumulator());
            places[index] = place;
        }
        place.accumulator = function.add(record, place.accumulator);
        place.records++;
        place.timestamp = Math.max(place.timestamp, timestamp);
    }

    /** Sends off the partials of all slices that start before {@code sliceLimit}. */
    void sendUntil(long sliceLimit) {
        for (int i = 0; used > 0 && i < PLACES; i++) {
            Place<K, A> place = places[i];
            if (place != null && place.slice < sliceLimit) {
                places[i] = null;
                used--;
                place.send(receiver);
            }
        }
    }

    /** Sends off everything. */
    void sendAll() {
        sendUntil(Long.MAX_VALUE);
    }

    private static final class Place<K, A> {
        private final K key;
        private final int keyHash;
        private final long slice;
        private A accumulator;
        private long records;
        private long timestamp = Long.MIN_VALUE;

        Place(K key, int keyHash, long slice, A accumulator) {
            this.key = key;
            this.keyHash = keyHash;
            this.slice = slice;
            this.accumulator = accumulator;
        }

        void send(Receiver<K, A> receiver) {
            receiver.send(new Partial<>(key, accumulator, records), timestamp);
        }
    }
}
