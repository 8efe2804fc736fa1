/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import io.sampo.operators.source.SplitEnumerator;
import io.sampo.operators.source.SplitEnumeratorContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists files once, or again and again, cuts them into splits and assigns these on request.
 * Confined to the enumerator's thread.
 */
final class FileSplitEnumerator implements SplitEnumerator<FileSplit, FileEnumeratorState> {
    private static final Logger LOG = LoggerFactory.getLogger(FileSplitEnumerator.class);

    private final SplitEnumeratorContext<FileSplit> context;
    private final FileListing listing;
    private final long splitBytes;
    private final @Nullable Duration period;
    private final @Nullable WatchedFiles watched;
    private final ArrayDeque<FileSplit> unassigned = new ArrayDeque<>();
    private final ArrayDeque<FileSplit> givenBack = new ArrayDeque<>();

    /** Subtasks whose request cannot be answered yet, in the order in which they came. */
    private final Set<Integer> waiting = new LinkedHashSet<>();

    private boolean listed;
    private boolean holdsBack;

    FileSplitEnumerator(
            SplitEnumeratorContext<FileSplit> context,
            FileListing listing,
            long splitBytes,
            @Nullable Duration period,
            @Nullable FileEnumeratorState restored) {
        this.context = context;
        this.listing = listing;
        this.splitBytes = splitBytes;
        this.period = period;
        List<InputFile> seen = List.of();
        if (restored != null) {
            listed = restored.listed();
            unassigned.addAll(restored.unassigned());
            seen = restored.seen();
        }
        watched = period == null ? null : new WatchedFiles(period, seen);
    }

    @Override
    public void start() {
        adjustCap();
        if (period != null) {
            context.callPeriodically(listing::list, this::takeNewFiles, period);
        } else if (!listed) {
            context.callAsync(listing::list, this::takeAllFiles);
        }
    }

    private void takeAllFiles(List<InputFile> files) {
        if (files.isEmpty()) {
            LOG.warn("A source has no files to read: path={}", listing.path());
        }
        files.forEach(this::cut);
        listed = true;
        answerWaiting();
    }

    private void takeNewFiles(List<InputFile> files) {
        WatchedFiles known = watched;
        if (known != null) {
            known.take(files, context.clock().currentTimeMillis()).forEach(this::cut);
            answerWaiting();
        }
    }

    /** Adds the splits of a file, all of about the same size. */
    private void cut(InputFile file) {
        long length = file.length();
        boolean whole = FileSplit.isCompressed(file.path()) || length <= splitBytes;
        long pieces = whole ? Math.min(length, 1) : (length - 1) / splitBytes + 1;
        long size = whole ? length : (length - 1) / Math.max(pieces, 1) + 1;
        for (long start = 0; start < length; start += size) {
            long end = Math.min(length, start + size);
            long position = FileSplit.isCompressed(file.path()) ? 0 : start;
            unassigned.add(new FileSplit(file.path(), start, end, length, position));
        }
    }

    private void answerWaiting() {
        List<Integer> subtasks = new ArrayList<>(waiting);
        waiting.clear();
        subtasks.forEach(this::handleSplitRequest);
        adjustCap();
    }

    @Override
    public void handleSplitRequest(int subtaskIndex) {
        FileSplit split = givenBack.isEmpty() ? unassigned.poll() : givenBack.poll();
        if (split != null) {
            context.assignSplit(split, subtaskIndex);
            adjustCap();
        } else if (period == null && listed) {
            context.signalNoMoreSplits(subtaskIndex);
        } else {
            waiting.add(subtaskIndex);
        }
    }

    @Override
    public void close() {}

    /**
     * Holds back watermarks while a bounded source has splits that nobody reads: nothing is known
     * of the timestamps in them.
     */
    private void adjustCap() {
        boolean open = !listed || !unassigned.isEmpty() || !givenBack.isEmpty();
        boolean hold = period == null && open;
        if (hold != holdsBack) {
            holdsBack = hold;
            context.capWatermark(hold ? Long.MIN_VALUE : Long.MAX_VALUE);
        }
    }

    @Override
    public void addSplitsBack(List<FileSplit> splits) {
        givenBack.addAll(splits);
    }

    @Override
    public FileEnumeratorState snapshotState(long checkpointId) {
        List<FileSplit> left = new ArrayList<>(givenBack);
        left.addAll(unassigned);
        return new FileEnumeratorState(listed, left, watched == null ? List.of() : watched.taken());
    }
}
