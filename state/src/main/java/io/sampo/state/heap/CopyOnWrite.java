/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides what may be written in place while snapshots are open. One for each keyed backend,
 * confined to the subtask's thread.
 *
 * <p>Every map, page and list carries the epoch in which it was made or copied. A mark ends an
 * epoch: it takes a copy of the array of segments (a reference for each key group) and belongs from
 * then on to the snapshot, with everything reachable from it. Before the subtask changes something
 * of an ended epoch it copies it, and the way to it from the segment, into the current epoch: at
 * most one directory, one page and one object each.
 *
 * <p>Why there is no data race with the thread that writes the snapshot: that thread reads only
 * what can be reached from the copied arrays. It gets them in a {@link HeapSnapshotRun}, handed
 * over by an executor or actor, which orders everything before the mark before its first read. An
 * object it can reach has an epoch not above that of the snapshot, and the subtask writes to such
 * an object in two cases only, both in this class: {@link Progress#needs} returned false for its
 * segment, which is a volatile read of what the writer wrote after its last read of that segment;
 * or the field is one that the writer never reads (epochs and the marks of sharing). The elements
 * of a list that are appended behind the length that the writer knows are other array slots than
 * those it reads. User objects are reached by both threads: the subtask hands out a copy of an
 * object that an open snapshot can reach, so users never change what the writer reads.
 *
 * <p>At most {@value #MAX_OPEN} snapshots are open at once, which bounds the memory kept for them.
 */
final class CopyOnWrite {
    static final int MAX_OPEN = 2;

    private final List<Progress> open = new ArrayList<>(MAX_OPEN);
    private int current = 1;

    /** What has this epoch or a later one belongs to no open snapshot. */
    private int writableFrom = Integer.MIN_VALUE;

    /** Returns the epoch of what is made now. */
    int current() {
        return current;
    }

    /** Returns whether something of that epoch may be needed by an open snapshot; cheap. */
    boolean isFrozen(int epoch) {
        return epoch < writableFrom;
    }

    /** Returns whether any snapshot may be open; cheap. */
    boolean isAnyOpen() {
        return writableFrom != Integer.MIN_VALUE;
    }

    /** Ends the epoch. */
    Progress mark() {
        forgetReleased();
        if (open.size() == MAX_OPEN) {
            throw new StreamException(
                    ErrorCode.CHECKPOINT_FAILED,
                    "Too many snapshots of one operator are being written: open="
                            + MAX_OPEN
                            + ". Make the interval of checkpoints longer, or the storage faster.");
        }
        Progress progress = new Progress(current);
        open.add(progress);
        current++;
        writableFrom = current;
        return progress;
    }

    /** Returns whether an open snapshot has yet to read something of that epoch in that segment. */
    boolean isNeeded(int epoch, int segment) {
        boolean anyReleased = false;
        boolean needed = false;
        for (int i = 0; i < open.size(); i++) {
            Progress progress = open.get(i);
            anyReleased |= progress.isReleased();
            needed |= progress.epoch >= epoch && progress.needs(segment);
        }
        if (anyReleased) {
            forgetReleased();
        }
        return needed;
    }

    /** Returns whether an open snapshot has yet to read anything in that segment. */
    boolean isNeeded(int segment) {
        return isNeeded(Integer.MIN_VALUE, segment);
    }

    /**
     * Returns whether an open snapshot has yet to read the value in a slot, which users may have
     * changed in place by then unless they get a copy.
     */
    boolean isNeeded(Page page, int slot, int segment) {
        if (page.epoch < writableFrom && isNeeded(page.epoch, segment)) {
            return true;
        }
        return page.isShared(slot) && isNeeded(segment);
    }

    private void forgetReleased() {
        open.removeIf(Progress::isReleased);
        writableFrom = open.isEmpty() ? Integer.MIN_VALUE : open.get(open.size() - 1).epoch + 1;
    }

    /** Returns the map if it may be written, else a copy, to be put in its place. */
    PagedMap writable(PagedMap map, int segment) {
        if (map.epoch >= writableFrom) {
            return map;
        }
        if (isNeeded(map.epoch, segment)) {
            return map.copy(current);
        }
        map.epoch = current;
        return map;
    }

    /** Returns the page of a writable map for that hash, with values that may be set. */
    Page writableValues(PagedMap map, int hash, int segment) {
        Page page = map.page(hash);
        if (page.epoch >= writableFrom) {
            return page;
        }
        if (isNeeded(page.epoch, segment)) {
            Page copy = page.copy(current);
            map.replace(hash, copy);
            return copy;
        }
        page.epoch = current;
        return page;
    }

    /** Makes the page of a writable map for that hash fit for insertion and removal. */
    void writableStructure(PagedMap map, int hash, int segment) {
        Page page = writableValues(map, hash, segment);
        if (page.structureShared) {
            if (isNeeded(segment)) {
                page.ownStructure();
            } else {
                page.structureShared = false;
            }
        }
    }

    /**
     * How far the thread that writes a snapshot has come: the only thing that it and the subtask's
     * thread both look at while they work.
     */
    static final class Progress {
        /** Whatever was made or copied in this epoch or before belongs to the snapshot. */
        final int epoch;

        private volatile int saved;

        Progress(int epoch) {
            this.epoch = epoch;
        }

        /** The writer will not read the segments below {@code count} any more. */
        void savedUpTo(int count) {
            saved = count;
        }

        /** The writer will read nothing any more. */
        void release() {
            saved = Integer.MAX_VALUE;
        }

        /** Returns whether the writer may still read that segment. */
        boolean needs(int segment) {
            return saved <= segment;
        }

        /** Returns whether the writer is done, or never comes. */
        boolean isReleased() {
            return saved == Integer.MAX_VALUE;
        }
    }
}
