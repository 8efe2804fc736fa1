/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one list. To users a list they cannot change; it changes by {@link #append} only,
 * so a cell that branches off can have the same array: the older cell never looks behind its own
 * size.
 */
final class ListCell extends AbstractList<Object> implements RandomAccess {
    private static final int FIRST_CAPACITY = 4;

    /** When it was made or branched off; owner's thread only. */
    int epoch;

    private @Nullable Object[] elements;
    private int size;

    ListCell(int epoch) {
        this.epoch = epoch;
        elements = new @Nullable Object[FIRST_CAPACITY];
    }

    ListCell(int epoch, List<?> elements) {
        this.epoch = epoch;
        this.elements = elements.toArray();
        size = this.elements.length;
    }

    private ListCell(int epoch, ListCell other) {
        this.epoch = epoch;
        elements = other.elements;
        size = other.size;
    }

    /** Returns a cell of the same elements, to be appended to instead of this one from now on. */
    ListCell branch(int newEpoch) {
        return new ListCell(newEpoch, this);
    }

    void append(Object element) {
        if (size == elements.length) {
            elements = Arrays.copyOf(elements, Math.max(FIRST_CAPACITY, size + (size >> 1)));
        }
        elements[size] = element;
        size++;
    }

    @Override
    public Object get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException("index=" + index + " size=" + size);
        }
        return elements[index];
    }

    @Override
    public int size() {
        return size;
    }
}
