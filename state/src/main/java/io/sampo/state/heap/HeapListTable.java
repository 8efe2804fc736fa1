/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.ValueSerializer;
import io.sampo.state.backend.ListTable;
import io.sampo.state.backend.NamespaceRows;
import io.sampo.state.backend.Sweep;
import io.sampo.state.backend.TableSpec;
import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Lists of objects. */
final class HeapListTable implements ListTable<Object, Object>, HeapTable {
    private static final int ELEMENTS_IN_ROW = 1024;

    private final TableHome home;
    private final TableSpec<Object, Object> spec;
    private final TableMeta meta;
    private final CopyOnWrite copyOnWrite;
    private final Entries cells;
    private final @Nullable HeapSweep sweep;
    private long elementCount;

    HeapListTable(TableHome home, TableSpec<Object, Object> spec, TableMeta meta) {
        this.home = home;
        this.spec = spec;
        this.meta = meta;
        copyOnWrite = home.copyOnWrite();
        cells = home.entries(spec, PageValues.ENGINE);
        sweep = spec.sweep() == null ? null : new ListSweep(spec.sweep());
    }

    @Override
    public int touch(int[] keyHashes, int count) {
        return cells.touch(keyHashes, count);
    }

    @Override
    public void sweep(int records) {
        if (sweep != null) {
            cells.sweep(sweep, records);
        }
    }

    @Override
    public Iterable<Object> get(Object namespace) {
        ListCell cell = (ListCell) cells.get(namespace);
        return cell == null ? List.of() : cell;
    }

    @Override
    public void add(Object namespace, Object element) {
        ListCell cell = (ListCell) cells.get(namespace);
        if (cell == null) {
            cell = new ListCell(copyOnWrite.current());
            cells.put(namespace, cell);
        } else if (copyOnWrite.isFrozen(cell.epoch)) {
            cell = writable(cell, namespace);
        }
        cell.append(element);
        elementCount++;
    }

    private ListCell writable(ListCell cell, Object namespace) {
        if (!copyOnWrite.isNeeded(cell.epoch, home.cursor().segment())) {
            cell.epoch = copyOnWrite.current();
            return cell;
        }
        ListCell branch = cell.branch(copyOnWrite.current());
        cells.put(namespace, branch);
        return branch;
    }

    @Override
    public void put(Object namespace, List<Object> elements) {
        if (elements.isEmpty()) {
            remove(namespace);
            return;
        }
        ListCell before = (ListCell) cells.get(namespace);
        ListCell after = new ListCell(copyOnWrite.current(), elements);
        cells.put(namespace, after);
        elementCount += after.size() - (before == null ? 0 : before.size());
    }

    @Override
    public void remove(Object namespace) {
        ListCell removed = (ListCell) cells.remove(namespace);
        elementCount -= removed == null ? 0 : removed.size();
    }

    @Override
    public boolean isEmpty(Object namespace) {
        return cells.get(namespace) == null;
    }

    @Override
    public NamespaceRows<Object> rows() {
        return cells instanceof SharedEntries shared ? new ListRows(shared) : cells.rows();
    }

    @Override
    public TableMeta meta() {
        return meta;
    }

    @Override
    public List<Segments> mark() {
        return cells.mark();
    }

    /** A row is key, namespace, number of elements, elements; a long list has several rows. */
    @Override
    public EntryRows writer(KeyType<Object> keys, Serialization serialization) {
        ValueSerializer<Object> values = home.serializer(spec, meta, serialization);
        return (page, slot, target) -> writeRows(page, slot, keys, values, target);
    }

    private void writeRows(
            Page page,
            int slot,
            KeyType<Object> keys,
            ValueSerializer<Object> values,
            BlockOutput target)
            throws IOException {
        List<Object> cell = wanted((ListCell) page.value(slot));
        int size = cell.size();
        for (int from = 0; from < size; from += ELEMENTS_IN_ROW) {
            int to = Math.min(size, from + ELEMENTS_IN_ROW);
            BinaryOutput row = target.row();
            home.writeAddress(page, slot, keys, spec.namespaces(), row);
            row.writeVarInt(to - from);
            for (int i = from; i < to; i++) {
                values.write(cell.get(i), row);
            }
        }
    }

    private List<Object> wanted(List<Object> all) {
        if (spec.unwanted() == null) {
            return all;
        }
        List<Object> wanted = new ArrayList<>(all);
        wanted.removeIf(spec::isUnwanted);
        return wanted;
    }

    @Override
    public RowReader reader(String schema) {
        ValueSerializer<Object> values = home.serializer(spec, meta.withSchema(schema));
        return (source, rows) -> {
            for (int i = 0; i < rows; i++) {
                Object namespace = home.readAddress(source, spec.namespaces());
                for (int count = source.readVarInt(); count > 0; count--) {
                    Object element = values.read(source);
                    if (element != null) {
                        add(namespace, element);
                    }
                }
            }
        };
    }

    @Override
    public void forgetKeyGroup() {
        cells.forgetKeyGroup();
        elementCount = 0;
    }

    @Override
    public long approximateBytes() {
        return cells.arrayBytes() + (cells.size() + elementCount) * TableHome.ENTRY_BYTES;
    }

    /**
     * Looks at whole lists: elements in front go first, so a part would have to be moved anyway.
     */
    private final class ListSweep extends HeapSweep {
        ListSweep(Sweep sweep) {
            super(home.cursor(), sweep);
        }

        @Override
        public int look(Page page, int slot) {
            ListCell cell = (ListCell) page.value(slot);
            for (Object element : cell) {
                if (spec.isUnwanted(element)) {
                    found(page, slot, null);
                    break;
                }
            }
            return cell.size();
        }

        @Override
        void drop(Object namespace, @Nullable Object userKey) {
            ListCell cell = (ListCell) cells.get(namespace);
            if (cell != null) {
                put(namespace, wanted(cell));
            }
        }
    }

    /** Keeps count of the elements that go. */
    private final class ListRows implements NamespaceRows<Object> {
        private final SharedEntries rows;

        ListRows(SharedEntries rows) {
            this.rows = rows;
        }

        @Override
        public List<Object> namespaces() {
            return rows.namespaces();
        }

        @Override
        public void walk(Object namespace) {
            rows.walk(namespace);
        }

        @Override
        public boolean next() {
            return rows.next();
        }

        @Override
        public boolean contains(Object namespace) {
            return rows.contains(namespace);
        }

        @Override
        public void drop(Object namespace) {
            elementCount -= rows.sum(namespace, cell -> ((ListCell) cell).size());
            rows.drop(namespace);
        }
    }

    /**
     * The elements of one list. To users a list they cannot change; it changes by {@link #append}
     * only, so a cell that branches off can have the same array: the older cell never looks behind
     * its own size.
     */
    private static final class ListCell extends AbstractList<Object> implements RandomAccess {
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

        /**
         * Returns a cell of the same elements, to be appended to instead of this one from now on.
         */
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
}
