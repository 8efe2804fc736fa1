/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import io.sampo.core.concurrent.StepwiseTask;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a file on the I/O executor, a few chunks ahead of the subtask's thread.
 *
 * <p>A step ends when the queue is full, so an I/O thread never waits for the subtask; taking a
 * chunk starts the next.
 */
final class ReadAhead implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadAhead.class);
    private static final int CHUNKS_AHEAD = 4;

    private final OpenFile.Opener opener;
    private final int chunkBytes;
    private final StepwiseTask task;
    private final Runnable wakeUp;
    private final ArrayBlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(CHUNKS_AHEAD + 1);

    /** Whether the subtask found the queue empty: then bytes beyond the split are wanted, too. */
    private volatile boolean starved;

    private volatile boolean closed;

    // touched by steps only
    private @Nullable OpenFile file;
    private boolean ended;

    ReadAhead(OpenFile.Opener opener, int chunkBytes, Executor executor, Runnable wakeUp) {
        this.opener = opener;
        this.chunkBytes = chunkBytes;
        task = new StepwiseTask(executor, this::step);
        this.wakeUp = wakeUp;
    }

    /** Returns the next chunk, null if it has not been read yet. On the subtask's thread. */
    @Nullable Chunk poll() {
        Chunk chunk = queue.poll();
        if (chunk == null) {
            starved = true;
        }
        task.schedule();
        return chunk == null ? queue.poll() : chunk;
    }

    /** Stops reading; the file is closed on the I/O executor. On the subtask's thread. */
    @Override
    public void close() {
        closed = true;
        task.schedule();
    }

    /** Reads what is wanted; whoever wants more asks. */
    private boolean step() {
        while (!closed && isChunkWanted()) {
            starved = false;
            readOne();
            wakeUp.run();
        }
        if (closed) {
            closeFile();
        }
        return false;
    }

    private boolean isChunkWanted() {
        if (ended || queue.size() >= CHUNKS_AHEAD) {
            return false;
        }
        return starved || file == null || !file.isPastSplit();
    }

    private void readOne() {
        try {
            OpenFile source = file;
            if (source == null) {
                source = opener.open();
                file = source;
                Chunk header = source.header();
                if (header != null) {
                    queue.add(header);
                    return;
                }
            }
            Chunk content = source.read(chunkBytes);
            if (content == null) {
                end(new Chunk.Ended());
            } else {
                queue.add(content);
            }
        } catch (IOException | RuntimeException | Error failure) {
            end(new Chunk.Failed(failure));
        }
    }

    private void end(Chunk last) {
        ended = true;
        queue.add(last);
        closeFile();
    }

    private void closeFile() {
        OpenFile source = file;
        file = null;
        if (source != null) {
            try {
                source.close();
            } catch (IOException failure) {
                LOG.debug("Closing a file failed after it was read", failure);
            }
        }
    }
}
