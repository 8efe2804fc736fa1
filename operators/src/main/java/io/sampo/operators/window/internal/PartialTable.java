/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.type.KeyType;
import io.sampo.operators.window.Partial;
import org.jspecify.annotations.Nullable;

/**
 * Partials that grow, in a table of bounded size with one place for each hash: a key that finds
 * another in its place sends that one off. So memory is bounded, keys that come often are
 * aggregated however many others there are, and where no key comes twice a record costs little more
 * than without.
 *
 * <p>A small table sends off what has gone out of use while it still is in the processor's cache:
 * that is a tenth of the time of Nexmark q7. So it grows only while many records find another key
 * in their place.
 *
 * @param <T> type of the records
 * @param <K> type of the keys
 * @param <A> type of the accumulators
 */
final class PartialTable<T, K, A> {
    /** A power of two: few enough to stay in the processor's cache. */
    static final int MOST_PLACES = 1 << 13;

    private static final int FIRST_PLACES = 1 << 10;

    /** After so many records it is seen whether the table is to grow. */
    private static final int RECORDS_BETWEEN_LOOKS = 1 << 12;

    /** It grows if more than one of so many records found another key in its place. */
    private static final int MOST_OFTEN_SENT = 4;

    private static final int SLICE_FACTOR = 0x9E3779B9;

    private final AggregateFunction<T, A, ?> function;
    private final Receiver<K, A> receiver;
    private @Nullable Place<K, A>[] places;
    private int used;
    private int records;
    private int sentForOthers;

    /** Gets the partials that leave. */
    @FunctionalInterface
    interface Receiver<K, A> {
        /** Takes a partial; {@code timestamp} is the last of its records. */
        void send(Partial<K, A> partial, long timestamp);
    }

    PartialTable(AggregateFunction<T, A, ?> function, Receiver<K, A> receiver) {
        this.function = function;
        this.receiver = receiver;
        places = newPlaces(FIRST_PLACES);
    }

    @SuppressWarnings("unchecked") // an array of a generic type
    private static <K, A> @Nullable Place<K, A>[] newPlaces(int count) {
        return (Place<K, A>[]) new Place<?, ?>[count];
    }

    /** Adds a record. {@code keyHash} is well mixed. */
    void add(T record, long timestamp, KeyType<K> type, K key, int keyHash, long slice) {
        if (++records == RECORDS_BETWEEN_LOOKS) {
            look();
        }
        int index = indexOf(keyHash, slice);
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
                sentForOthers++;
            }
            place = new Place<>(key, keyHash, slice, function.createAccumulator());
            places[index] = place;
        }
        place.accumulator = function.add(record, place.accumulator);
        place.records++;
        place.timestamp = Math.max(place.timestamp, timestamp);
    }

    private int indexOf(int keyHash, long slice) {
        return (keyHash + Long.hashCode(slice) * SLICE_FACTOR) & (places.length - 1);
    }

    private void look() {
        if (sentForOthers > records / MOST_OFTEN_SENT && places.length < MOST_PLACES) {
            @Nullable Place<K, A>[] before = places;
            places = newPlaces(2 * before.length);
            for (Place<K, A> place : before) {
                if (place != null) {
                    places[indexOf(place.keyHash, place.slice)] = place;
                }
            }
        }
        records = 0;
        sentForOthers = 0;
    }

    /** Sends off the partials of all slices that start before {@code sliceLimit}. */
    void sendUntil(long sliceLimit) {
        for (int i = 0; used > 0 && i < places.length; i++) {
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
