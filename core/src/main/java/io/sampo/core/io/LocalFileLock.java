/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.io;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A lock of the operating system on a file that names its holder.
 *
 * <p>POSIX locks belong to the process: it loses them when it closes <em>any</em> descriptor of the
 * file. So a lock held by this process is found in a table, before the file is touched.
 */
final class LocalFileLock implements FileLock {
    private static final ConcurrentMap<Path, String> HELD_HERE = new ConcurrentHashMap<>();
    private static final int MAX_HOLDER_BYTES = 4096;

    private final Path key;
    private final FileChannel channel;
    private final AtomicBoolean held = new AtomicBoolean(true);

    private LocalFileLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /** Takes the lock; the file's directory must exist. */
    static FileLock take(Path file, String purpose) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        Path key =
                directory == null ? absolute : directory.toRealPath().resolve(file.getFileName());
        String self = describeSelf(purpose);
        String holder = HELD_HERE.putIfAbsent(key, self);
        if (holder != null) {
            throw heldByOther(key, purpose, holder);
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel =
                    FileChannel.open(
                            key,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                throw heldByOther(key, purpose, readHolder(channel));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(self.getBytes(StandardCharsets.UTF_8)), 0);
            taken = true;
            return new LocalFileLock(key, channel);
        } finally {
            if (!taken) {
                release(key, channel);
            }
        }
    }

    @Override
    public void close() {
        if (!held.compareAndSet(true, false)) {
            return;
        }
        try {
            release(key, channel);
        } catch (IOException failure) {
            throw FileFailures.of("unlock", key, failure);
        }
    }

    private static void release(Path key, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            HELD_HERE.remove(key);
        }
    }

    private static String describeSelf(String purpose) {
        ProcessHandle self = ProcessHandle.current();
        return "pid="
                + self.pid()
                + " started="
                + self.info().startInstant().map(Instant::toString).orElse("unknown")
                + " user="
                + self.info().user().orElse("unknown")
                + " purpose="
                + purpose;
    }

    private static String readHolder(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(MAX_HOLDER_BYTES);
        channel.read(content, 0);
        String holder = new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
        return holder.isEmpty() ? "unknown (it has not written its name yet)" : holder;
    }

    private static StreamException heldByOther(Path file, String purpose, String holder) {
        return new StreamException(
                ErrorCode.HELD_BY_OTHER,
                "Another holder has the lock of "
                        + purpose
                        + ": lockFile="
                        + file
                        + " holder=["
                        + holder
                        + "]. Stop that holder first, or use another directory; the lock is freed when"
                        + " its process ends, the file need not be deleted.");
    }
}
