/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import io.sampo.core.error.StreamException;
import io.sampo.core.time.Clock;
import io.sampo.core.type.Serialization;
import io.sampo.core.type.SerializationFactory;
import io.sampo.state.memory.HeapSizes;
import io.sampo.state.memory.MemoryPool;
import io.sampo.state.ordered.OrderedStore;
import io.sampo.state.ordered.StoreReader;
import io.sampo.state.ordered.StoreView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all tables of a backend that are in memory, as objects: the newest version of each,
 * within a budget of bytes. A row that is not here is in the store, or nowhere.
 *
 * <p><b>Epochs.</b> Every row knows the epoch in which it was changed last. {@link #mark} ends an
 * epoch: it takes the list of its dirty rows and a view of the store, and copies nothing. From then
 * until all of them are written and the store has taken its checkpoint
 *
 * <ul>
 *   <li>they are frozen: to be changed, or handed out to somebody who may change them, a row is
 *       replaced by a copy ({@link #forChange}, {@link #forReading});
 *   <li>they and their replacements stay in memory, so that they are found without the store;
 *   <li>nothing of the new epoch is written to the store: not by write-back, and not by eviction,
 *       which finds clean rows or waits (counted in {@link #statistics});
 *   <li>the store is read through the view, which has none of them.
 * </ul>
 *
 * <p>Confined to the subtask's thread.
 */
final class ObjectCache {
    private static final int EVICTION_BATCH = 256;
    private static final int CHANGES_BETWEEN_UPKEEP = 128;

    private final OrderedStore store;
    private final MemoryPool.Share share;
    private final Clock clock;
    private final KeyScope scope;
    private final RowWriter writer;
    private final SerializationFactory serializations;
    private final WriteBack writeBack;
    private final RowIndex index = new RowIndex();
    private final HeapSizes sizes;
    private final TimerShare timers = new TimerShare();

    private StoreReader reader;
    private @Nullable StoreView view;
    private @Nullable Mark mark;
    private int epoch = 1;
    private int writtenEpoch;
    private long budget;
    private long used;
    private long held;

    /**
     * So much was in use when last nothing could be freed; to look again at once would be in vain.
     */
    private long unavoidable;

    private int untilUpkeep = CHANGES_BETWEEN_UPKEEP;

    private long loaded;
    private long prefetched;
    private long evicted;
    private long waits;
    private long waitedNanos;

    ObjectCache(
            OrderedStore store,
            MemoryPool.Share share,
            Clock clock,
            KeyScope scope,
            Serialization serialization,
            SerializationFactory serializations,
            long timeToFlushNanos) {
        this.store = store;
        this.share = share;
        this.clock = clock;
        this.scope = scope;
        this.reader = store;
        this.writer = new RowWriter(store, () -> serialization);
        this.serializations = serializations;
        this.sizes = new HeapSizes(serializations::isShared);
        this.writeBack = new WriteBack(writer, clock, timeToFlushNanos);
        this.budget = share.bytes();
    }

    /** Returns the store, without anything that a marked epoch writes to it. */
    StoreReader reader() {
        return reader;
    }

    HeapSizes sizes() {
        return sizes;
    }

    void register(TimerShare.Rows rows) {
        timers.add(rows);
    }

    @Nullable ObjectRow find(
            ObjectTable<?> table,
            int hash,
            Object key,
            Object namespace,
            @Nullable Object userKey) {
        return index.find(table, hash, key, namespace, userKey);
    }

    /** Reads a row's value from the store. */
    byte @Nullable [] load(byte[] storeKey) {
        loaded++;
        return reader.get(storeKey);
    }

    /** Reads many rows' values from the store. */
    List<byte @Nullable []> loadAll(List<byte[]> storeKeys) {
        prefetched += storeKeys.size();
        return reader.multiGet(storeKeys);
    }

    /** Adds a row, clean, whose value takes so many bytes. */
    void add(ObjectRow row, long valueBytes) {
        long bytes = row.fixedBytes() + valueBytes;
        if (used + bytes > Math.max(budget, unavoidable)) {
            makeRoom(bytes);
        }
        row.bytes = bytes;
        used += bytes;
        index.add(row);
    }

    /** Drops a row that is as the store has it, or whose value is known to be nowhere. */
    void drop(ObjectRow row) {
        index.remove(row);
        used -= row.bytes;
    }

    /** Returns whether the row's content may be neither changed nor handed out. */
    boolean isFrozen(ObjectRow row) {
        return row.epoch != epoch && row.epoch > writtenEpoch && !row.replacement;
    }

    /** Returns whether the store does not have the row's content yet. */
    boolean isDirty(CacheRow row) {
        return row.epoch > writtenEpoch;
    }

    /** Returns whether the store may lack what was changed in that epoch. */
    boolean isUnwritten(int changedIn) {
        return changedIn > writtenEpoch;
    }

    /** Returns whether the row was changed after the last mark. */
    boolean isOfThisEpoch(CacheRow row) {
        return row.epoch == epoch;
    }

    /** Returns the row, or one in its place, whose value may be handed out for change. */
    ObjectRow forReading(ObjectRow row) {
        if (row.epoch == CacheRow.CLEAN || row.epoch == epoch) {
            return row;
        }
        return thaw(row, true);
    }

    /** Returns the row, or one in its place, whose value may be set; then {@link #changed}. */
    ObjectRow forChange(ObjectRow row) {
        if (row.epoch == CacheRow.CLEAN || row.epoch == epoch) {
            return row;
        }
        return thaw(row, false);
    }

    private ObjectRow thaw(ObjectRow row, boolean copy) {
        if (row.epoch <= writtenEpoch) {
            row.epoch = CacheRow.CLEAN;
            row.replacement = false;
            row.changedAgain = false;
            row.written();
            return row;
        }
        if (row.replacement) {
            return row;
        }
        ObjectRow next = row.duplicate();
        Object value = row.value;
        next.value = copy && value != null ? row.table.copyOf(value, row.epoch) : value;
        next.epoch = row.epoch;
        next.replacement = true;
        next.bytes = row.bytes;
        held += row.bytes;
        used += row.bytes;
        index.replace(row, next);
        scope.forgetRows();
        return next;
    }

    /** The row has got another value, or another content of its value. */
    void changed(ObjectRow row) {
        if (row.epoch == epoch) {
            row.changedAgain = true;
        } else {
            row.replacement = false;
            added(row);
        }
        untilUpkeep--;
        if (untilUpkeep <= 0) {
            upkeep();
        }
    }

    /** A clean or replaced row is dirty now. */
    void added(CacheRow row) {
        row.epoch = epoch;
        row.changedAgain = false;
        writeBack.add(row);
    }

    /** A row of this epoch need not be written any more. */
    void takenBack(CacheRow row) {
        row.epoch = CacheRow.CLEAN;
        writeBack.removed();
    }

    /** The row's value takes so many bytes now. */
    void resize(ObjectRow row, long valueBytes) {
        long bytes = row.fixedBytes() + valueBytes;
        used += bytes - row.bytes;
        row.bytes = bytes;
    }

    /** There are more or fewer rows of timers in memory. */
    void countTimers(int rows, long bytes) {
        timers.count(rows, bytes);
        used += bytes;
    }

    /**
     * Something that is not in the index was changed: now is a good time for upkeep, if it is due.
     */
    void step() {
        untilUpkeep--;
        if (untilUpkeep <= 0) {
            upkeep();
        }
    }

    /** Returns how many bytes all rows together may take. */
    long budget() {
        return budget;
    }

    /** Does from time to time what need not be done at once. */
    void upkeep() {
        untilUpkeep = CHANGES_BETWEEN_UPKEEP;
        budget = share.bytes();
        unavoidable = 0;
        Mark open = mark;
        if (open != null) {
            if (open.isCancelled()) {
                open.completeSome();
            }
            settleIfOver(open);
        }
        if (mark == null) {
            writeBack.limitTo(maxDirtyRows());
            writeBack.step(epoch);
        }
        if (timers.isOver(budget)) {
            timers.reclaim(budget);
        }
        if (used > budget) {
            makeRoom(0);
        }
    }

    /**
     * Not more than half of the memory is for dirty rows: the other half can be evicted at a mark.
     */
    private int maxDirtyRows() {
        long rows = (long) index.size() + timers.rows();
        long perRow = Math.max(1, used / Math.max(1, rows));
        return (int) Math.min(Integer.MAX_VALUE, budget / perRow / 2);
    }

    /** Ends the epoch. The rows of an earlier mark are written first, by this thread if need be. */
    Mark mark(long checkpointId) {
        awaitMark();
        StoreView now = store.view();
        // serializers are confined to a thread, and another one will write
        RowWriter markWriter = new RowWriter(store, serializations::create);
        Mark next = new Mark(epoch, checkpointId, writeBack.takeAll(), markWriter, store);
        view = now;
        reader = now;
        mark = next;
        epoch++;
        scope.forgetRows();
        return next;
    }

    /** Writes all that the store lacks, and returns the store; takes long if that is much. */
    StoreReader writeAll() {
        awaitMark();
        int written;
        do {
            written = writeBack.writeSlice(epoch);
        } while (written > 0);
        return reader;
    }

    /** Frees what an open mark holds; waits for the thread that is writing it, if there is one. */
    void close() {
        Mark open = mark;
        if (open != null) {
            open.abandon();
            mark = null;
        }
        closeView();
    }

    private void awaitMark() {
        Mark open = mark;
        if (open == null) {
            return;
        }
        if (!open.isOver()) {
            waits++;
            long start = clock.nanoTime();
            open.complete();
            waitedNanos += clock.nanoTime() - start;
        }
        settleIfOver(open);
    }

    private void settleIfOver(Mark open) {
        if (!open.isOver()) {
            return;
        }
        Throwable failure = open.writeFailure();
        if (failure != null) {
            throw new StreamException(
                    StreamException.codeOf(failure),
                    "State could not be written at a checkpoint and is lost; the job goes on from the"
                            + " last completed one. "
                            + failure.getMessage(),
                    failure);
        }
        writtenEpoch = open.epoch();
        used -= held;
        held = 0;
        mark = null;
        closeView();
        for (CacheRow row : open.takeRows()) {
            if (row instanceof TimerRow timer && timer.epoch == writtenEpoch) {
                timer.epoch = CacheRow.CLEAN;
                timer.written();
            }
        }
    }

    private void closeView() {
        reader = store;
        StoreView old = view;
        if (old != null) {
            old.close();
            view = null;
        }
    }

    private void makeRoom(long bytes) {
        while (used + bytes > budget) {
            if (evict() || timers.reclaim(budget)) {
                continue;
            }
            if (mark != null) {
                awaitMark();
            } else if (writeBack.writeSlice(epoch) == 0) {
                // what is left is in use, or a single value is larger than the budget
                unavoidable = used + bytes + budget / 16;
                return;
            }
        }
    }

    /**
     * Evicts up to 256 rows that were not asked for lately; dirty ones are written in one batch.
     */
    private boolean evict() {
        int removed = 0;
        int dirty = 0;
        long start = clock.nanoTime();
        for (int steps = 2 * index.places() + 1; steps > 0 && removed < EVICTION_BATCH; steps--) {
            ObjectRow row = index.advance();
            if (row == null || !row.isEvictable()) {
                continue;
            }
            if (row.epoch > writtenEpoch && (row.epoch != epoch || mark != null)) {
                continue;
            }
            if (row.referenced) {
                row.referenced = false;
                continue;
            }
            if (row.epoch == epoch) {
                row.write(writer);
                takenBack(row);
                dirty++;
            }
            index.removeAtHand();
            used -= row.bytes;
            row.evicted();
            removed++;
        }
        writer.flush();
        if (dirty > 0) {
            writeBack.measured(dirty, clock.nanoTime() - start);
            writeBack.compact();
        }
        evicted += removed;
        scope.forgetRows();
        return removed > 0;
    }

    /** Returns whether state cannot be trusted any more, because a marked epoch was lost. */
    boolean isBroken() {
        Mark open = mark;
        return open != null && open.writeFailure() != null;
    }

    long usedBytes() {
        return used;
    }

    CachedKeyedBackend.Statistics statistics() {
        return new CachedKeyedBackend.Statistics(
                used,
                index.size() + timers.rows(),
                writeBack.dirty(),
                loaded,
                prefetched,
                evicted,
                writeBack.rowsWritten(),
                waits,
                waitedNanos);
    }
}
