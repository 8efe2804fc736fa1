/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.core.io.BinaryInput;
import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.ValueSerializer;
import io.sampo.state.backend.ListTable;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.ordered.StoredTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of lists: a row for each list, its elements one after the other. An element is appended
 * to the row in the store without reading it.
 */
final class CachedListTable<N, V> extends RowTable<V> implements ListTable<N, V> {
    private static final int CELL_BYTES = 152;
    private static final int BYTES_PER_ELEMENT = 8;

    CachedListTable(TableHome home, StoredTable stored, TableSpec<N, V> spec) {
        super(home, stored, spec);
    }

    @Override
    public Iterable<V> get(N namespace) {
        ObjectRow row = rowForReading(namespace);
        ListCell<V> cell = cellOf(row);
        if (cell == null) {
            return List.of();
        }
        complete(row, cell);
        protectFrozen(cell);
        return Collections.unmodifiableList(cell.elements());
    }

    @Override
    public void add(N namespace, V element) {
        check(element);
        ObjectRow row = knownRow(namespace);
        ListCell<V> cell;
        if (row == null) {
            row = newRow(namespace);
            cell = ListCell.ofTail();
            row.value = cell;
            cache.add(row, CELL_BYTES);
        } else {
            row = cache.forReading(row);
            cell = cellOf(row);
            if (cell == null) {
                // the store has no list, or one that was removed
                cell = ListCell.ofReplacement();
                row.value = cell;
            }
        }
        cell.add(element, sizeOf(element));
        row.referenced = true;
        cache.resize(row, CELL_BYTES + cell.bytes());
        remember(row, namespace);
        cache.changed(row);
    }

    @Override
    public void put(N namespace, List<V> elements) {
        if (elements.isEmpty()) {
            remove(namespace);
            return;
        }
        ListCell<V> cell = ListCell.ofReplacement();
        for (V element : elements) {
            check(element);
            cell.add(element, sizeOf(element));
        }
        ObjectRow row = knownRow(namespace);
        if (row == null) {
            row = newRow(namespace);
            row.value = cell;
            cache.add(row, CELL_BYTES + cell.bytes());
        } else {
            row = cache.forChange(row);
            row.value = cell;
            row.referenced = true;
            cache.resize(row, CELL_BYTES + cell.bytes());
        }
        remember(row, namespace);
        cache.changed(row);
    }

    @Override
    public void remove(N namespace) {
        ObjectRow row = knownRow(namespace);
        if (row == null) {
            row = newRow(namespace);
            cache.add(row, 0);
        } else if (row.value == null) {
            return;
        } else {
            row = cache.forChange(row);
            row.value = null;
            cache.resize(row, 0);
        }
        remember(row, namespace);
        cache.changed(row);
    }

    @Override
    public boolean isEmpty(N namespace) {
        ObjectRow row = rowForReading(namespace);
        ListCell<V> cell = cellOf(row);
        if (cell == null) {
            return true;
        }
        if (cell.elements().isEmpty()) {
            complete(row, cell);
        }
        return cell.elements().isEmpty();
    }

    /** Brings the older elements into memory, if they are not. */
    private void complete(ObjectRow row, ListCell<V> cell) {
        if (cell.isWhole()) {
            return;
        }
        byte[] stored = cache.load(storeKey(row.key, row.keyHash, row.namespace));
        List<V> older = new ArrayList<>();
        if (stored != null) {
            readAll(stored, older);
        }
        List<V> frozen = cell.frozen();
        if (frozen != null && cache.isUnwritten(cell.frozenEpoch())) {
            for (V element : frozen) {
                older.add(serializer().copy(element));
            }
        }
        long bytes = 0;
        for (V element : older) {
            bytes += sizeOf(element);
        }
        cell.prepend(older, bytes);
        cache.resize(row, CELL_BYTES + cell.bytes());
    }

    /** Elements that a mark still has to write are handed out as copies. */
    private void protectFrozen(ListCell<V> cell) {
        if (cell.shared() > 0) {
            if (cache.isUnwritten(cell.frozenEpoch())) {
                for (int i = 0; i < cell.shared(); i++) {
                    cell.elements().set(i, serializer().copy(cell.elements().get(i)));
                }
            }
            cell.unshare();
        }
    }

    @Override
    boolean holdsUnwanted(byte[] stored) {
        List<V> elements = new ArrayList<>();
        readAll(stored, elements);
        return elements.stream().anyMatch(this::isUnwanted);
    }

    @Override
    @SuppressWarnings("unchecked")
    void dropUnwanted(BinaryInput address) {
        N namespace = (N) readNamespace(address);
        List<V> wanted = new ArrayList<>();
        int before = 0;
        for (V element : get(namespace)) {
            before++;
            if (!isUnwanted(element)) {
                wanted.add(element);
            }
        }
        if (wanted.size() < before) {
            put(namespace, wanted);
        }
    }

    @Override
    Object load(byte @Nullable [] stored) {
        List<V> elements = new ArrayList<>();
        long bytes = 0;
        if (stored != null) {
            readAll(stored, elements);
            for (V element : elements) {
                bytes += sizeOf(element);
            }
        }
        return ListCell.ofStored(elements, bytes);
    }

    @Override
    @SuppressWarnings("unchecked")
    Object copyOf(Object frozen, int frozenEpoch) {
        return ListCell.after((ListCell<V>) frozen, frozenEpoch);
    }

    @Override
    long measure(@Nullable Object value) {
        return value instanceof ListCell<?> cell ? CELL_BYTES + cell.bytes() : 0;
    }

    @Override
    void rowWritten(ObjectRow row) {
        ListCell<V> cell = cellOf(row);
        if (cell != null) {
            cell.written();
        }
        super.rowWritten(row);
    }

    @Override
    void writeRow(ObjectRow row, RowWriter writer) {
        writeRowKey(row, writer);
        ListCell<V> cell = cellOf(row);
        if (cell == null || (cell.isWhole() && cell.elements().isEmpty())) {
            writer.delete();
            return;
        }
        ValueSerializer<Object> serializer = writer.serializer(this);
        BinaryOutput target = writer.value();
        int from = cell.isReplacing() ? 0 : cell.stored();
        for (int i = from; i < cell.elements().size(); i++) {
            serializer.write(cell.elements().get(i), target);
        }
        if (cell.isReplacing()) {
            writer.put();
        } else if (target.length() > 0) {
            writer.append();
        }
    }

    private void readAll(byte[] stored, List<V> target) {
        BinaryInput source = new BinaryInput(stored);
        while (source.remaining() > 0) {
            target.add(readNext(source));
        }
    }

    private long sizeOf(V element) {
        return cache.sizes().of(element) + BYTES_PER_ELEMENT;
    }

    @SuppressWarnings("unchecked")
    private static <V> @Nullable ListCell<V> cellOf(ObjectRow row) {
        return (ListCell<V>) row.value;
    }
}
