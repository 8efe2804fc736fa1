/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import io.sampo.operators.function.TimestampedValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The records of a window that fires, as its evictor sees them. What is removed leaves a hole until
 * {@link #close}, since evictors mostly remove the first ones.
 *
 * @param <T> type of the records
 */
final class EvictableRecords<T> implements Iterable<TimestampedValue<T>> {
    private final List<@Nullable TimestampedValue<T>> places = new ArrayList<>();
    private int holes;
    private boolean changed;

    EvictableRecords(Iterable<TimestampedValue<T>> stored) {
        stored.forEach(places::add);
    }

    int size() {
        return places.size() - holes;
    }

    /** Returns whether records were removed. */
    boolean changed() {
        return changed;
    }

    /** Closes the holes. */
    void close() {
        if (holes > 0) {
            places.removeIf(Objects::isNull);
            holes = 0;
        }
    }

    /** Returns the records without timestamps. */
    Iterable<T> values() {
        return () -> {
            Iterator<TimestampedValue<T>> each = iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return each.hasNext();
                }

                @Override
                public T next() {
                    return each.next().value();
                }
            };
        };
    }

    /** Returns the records that are left, as a list of its own. */
    List<TimestampedValue<T>> toList() {
        List<TimestampedValue<T>> left = new ArrayList<>(size());
        forEach(left::add);
        return left;
    }

    @Override
    public Iterator<TimestampedValue<T>> iterator() {
        return new Pass();
    }

    private final class Pass implements Iterator<TimestampedValue<T>> {
        private int next;
        private int last = -1;

        @Override
        public boolean hasNext() {
            while (next < places.size() && places.get(next) == null) {
                next++;
            }
            return next < places.size();
        }

        @Override
        public TimestampedValue<T> next() {
            TimestampedValue<T> found = hasNext() ? places.get(next) : null;
            if (found == null) {
                throw new NoSuchElementException("The window has no more records: size=" + size());
            }
            last = next;
            next++;
            return found;
        }

        @Override
        public void remove() {
            if (last < 0 || places.get(last) == null) {
                throw new IllegalStateException("There is no record to remove: call next() first");
            }
            places.set(last, null);
            holes++;
            changed = true;
        }
    }
}
