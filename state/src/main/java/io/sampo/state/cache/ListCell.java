/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list in memory: all of it, or only its newest elements, which the store does not have yet.
 *
 * @param <V> type of the elements
 */
final class ListCell<V> {
    private final List<V> elements;

    /** Whether the elements are the whole list. */
    private boolean whole;

    /** How many of the elements, from the first, the store has; 0 unless whole. */
    private int stored;

    /** Whether what the store has must be replaced. */
    private boolean replacing;

    /** Elements of a frozen row that this one replaces; the store's view does not have them. */
    private @Nullable List<V> frozen;

    /**
     * Until this epoch is written, {@link #frozen} is needed and shared elements are frozen too.
     */
    private int frozenEpoch;

    private int shared;

    private long bytes;

    private ListCell(List<V> elements, boolean whole) {
        this.elements = elements;
        this.whole = whole;
    }

    /** Returns a cell for elements that follow what the store may have. */
    static <V> ListCell<V> ofTail() {
        return new ListCell<>(new ArrayList<>(), false);
    }

    /** Returns a cell for a list that the store has. */
    static <V> ListCell<V> ofStored(List<V> elements, long bytes) {
        ListCell<V> cell = new ListCell<>(elements, true);
        cell.stored = elements.size();
        cell.bytes = bytes;
        return cell;
    }

    /** Returns a cell for a list that replaces what the store may have. */
    static <V> ListCell<V> ofReplacement() {
        ListCell<V> cell = new ListCell<>(new ArrayList<>(), true);
        cell.replacing = true;
        return cell;
    }

    /** Returns a cell in the place of a frozen one: as if that were in the store. */
    static <V> ListCell<V> after(ListCell<V> old, int epoch) {
        ListCell<V> cell;
        if (old.whole) {
            cell = ofStored(new ArrayList<>(old.elements), old.bytes);
            cell.shared = old.elements.size();
        } else {
            cell = ofTail();
            cell.frozen = old.elements;
        }
        cell.frozenEpoch = epoch;
        return cell;
    }

    boolean isWhole() {
        return whole;
    }

    boolean isReplacing() {
        return replacing;
    }

    List<V> elements() {
        return elements;
    }

    int stored() {
        return stored;
    }

    int shared() {
        return shared;
    }

    void unshare() {
        shared = 0;
    }

    int frozenEpoch() {
        return frozenEpoch;
    }

    @Nullable List<V> frozen() {
        return frozen;
    }

    long bytes() {
        return bytes;
    }

    void add(V element, long elementBytes) {
        elements.add(element);
        bytes += elementBytes;
    }

    /** Puts what the store has, or will have, before the elements. */
    void prepend(List<V> older, long olderBytes) {
        elements.addAll(0, older);
        stored = older.size();
        whole = true;
        frozen = null;
        bytes += olderBytes;
    }

    /** The store has all elements now. */
    void written() {
        frozen = null;
        shared = 0;
        replacing = false;
        if (whole) {
            stored = elements.size();
        } else {
            elements.clear();
            bytes = 0;
        }
    }
}
