/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.sort;

import io.sampo.core.io.BinaryOutput;
import io.sampo.core.io.FileOutput;
import io.sampo.core.io.FileStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sorts any number of records in bounded memory: by the hash of their key, the key, and their
 * timestamp; those in which all that is equal stay in the order in which they were added. What does
 * not fit is written to files in sorted runs, which are merged; so many at a time as memory has
 * room for. Not thread-safe.
 */
public final class RecordSorter implements AutoCloseable {
    private static final int READ_BYTES = 64 * 1024;
    private static final int LEAST_FAN_IN = 2;
    private static final int MOST_FAN_IN = 128;

    private final FileStore files;
    private final Path directory;
    private final BlockingCalls blocking;
    private final SortBuffer buffer;
    private final int fanIn;
    private final List<Path> runs = new ArrayList<>();
    private int filesMade;
    private long bytesSpilled;
    private @Nullable RecordStream sorted;

    /**
     * Creates a sorter without records.
     *
     * @param directory for its files; made when the first is, and deleted by {@link #close}
     * @param memory bytes that it may use, beside one record
     * @param blocking makes the calls that read and write files
     */
    public RecordSorter(FileStore files, Path directory, long memory, BlockingCalls blocking) {
        this.files = files;
        this.directory = directory;
        this.blocking = blocking;
        buffer = new SortBuffer(memory);
        fanIn = (int) Math.max(LEAST_FAN_IN, Math.min(MOST_FAN_IN, memory / READ_BYTES));
    }

    /** Adds a record that {@link RawRecord#write} wrote; copies it. */
    public void add(BinaryOutput record) {
        if (!buffer.add(record)) {
            blocking.run(this::spill);
            buffer.add(record);
        }
    }

    /** Returns how many bytes were written to files, those of merges among them. */
    public long bytesSpilled() {
        return bytesSpilled;
    }

    /** Returns all records in their order. Called once; nothing can be added any more. */
    public RecordStream sort() {
        blocking.run(() -> sorted = runs.isEmpty() ? buffer.sorted() : mergeFiles());
        if (sorted == null) {
            throw new IllegalStateException("The sort was not carried out");
        }
        return sorted;
    }

    private RecordStream mergeFiles() {
        if (!buffer.isEmpty()) {
            spill();
        }
        buffer.release();
        while (runs.size() > fanIn) {
            mergeOnce();
        }
        return merge(runs);
    }

    /** Merges runs that follow each other, no more than needed for the last merge. */
    private void mergeOnce() {
        List<Path> merged = new ArrayList<>();
        int rest = runs.size();
        int surplus = rest - fanIn;
        for (int from = 0; from < runs.size(); ) {
            int group = Math.max(1, Math.min(Math.min(fanIn, surplus + 1), runs.size() - from));
            List<Path> part = runs.subList(from, from + group);
            merged.add(group == 1 ? part.get(0) : mergeIntoOne(part));
            surplus -= group - 1;
            from += group;
        }
        runs.clear();
        runs.addAll(merged);
    }

    private Path mergeIntoOne(List<Path> part) {
        try (RecordStream stream = merge(part)) {
            Path merged = write(stream);
            part.forEach(files::delete);
            return merged;
        }
    }

    private RecordStream merge(List<Path> part) {
        List<RecordStream> streams = new ArrayList<>();
        try {
            for (Path run : part) {
                streams.add(new RunReader(files, run, READ_BYTES, blocking));
            }
            return new RunMerge(streams);
        } catch (RuntimeException failure) {
            streams.forEach(RecordStream::close);
            throw failure;
        }
    }

    private void spill() {
        runs.add(write(buffer.sorted()));
        buffer.clear();
    }

    private Path write(RecordStream records) {
        Path file = directory.resolve("run-" + filesMade++);
        try (FileOutput target = files.create(file)) {
            while (records.next()) {
                RawRecord record = records.current();
                target.write(record.array(), record.place(), record.size());
            }
            bytesSpilled += target.position();
        }
        return file;
    }

    /** Deletes the files. */
    @Override
    public void close() {
        try {
            if (sorted != null) {
                sorted.close();
            }
        } finally {
            if (filesMade > 0) {
                files.deleteRecursively(directory);
            }
        }
    }
}
