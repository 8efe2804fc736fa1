/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.FileStore;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.HandleChecks;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.cache.CachedKeyedBackend;
import io.sampo.state.memory.MemoryPool;
import io.sampo.state.snapshot.KeyedStateHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keyed state in RocksDB, behind a cache of objects. Owns the memory of all its stores: of the
 * managed bytes one part is for objects on the heap, in equal shares among the open backends, the
 * other is native, for RocksDB's blocks and write buffers; neither is exceeded but for what is in
 * use at the moment.
 */
public final class RocksStateBackend implements StateBackend {
    /** The name of the backend in settings and handles. */
    public static final String NAME = "rocksdb";

    /** Less cannot hold the blocks and write buffers that RocksDB works on at one time. */
    private static final long MIN_NATIVE_BYTES = 4 << 20;

    private final RocksSettings settings;
    private final RocksMemory memory;
    private final MemoryPool objects;
    private final WorkDirectories directories;

    /**
     * Creates the backend of a process, and loads RocksDB's native library.
     *
     * @param managedBytes memory for objects and for RocksDB, together
     * @throws StreamException with {@code INVALID_SETTING} if that is too little
     */
    public RocksStateBackend(RocksSettings settings, long managedBytes) {
        this(
                settings,
                (long) (managedBytes * settings.objectShare()),
                managedBytes - (long) (managedBytes * settings.objectShare()));
    }

    /** Creates a backend with memory of both kinds. */
    RocksStateBackend(RocksSettings settings, long objectBytes, long nativeBytes) {
        this.settings = settings;
        this.directories = new WorkDirectories(FileStore.local());
        if (nativeBytes < MIN_NATIVE_BYTES) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "The managed memory is too small for the RocksDB state backend: forRocksDB="
                            + nativeBytes
                            + " minimum="
                            + MIN_NATIVE_BYTES
                            + " forObjects="
                            + objectBytes
                            + ". Grant more, or lower the share of objects.");
        }
        RocksNative.load();
        this.memory = new RocksMemory(settings, nativeBytes);
        this.objects = new MemoryPool(objectBytes);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public KeyedStateBackend<Object> open(BackendContext context, List<KeyedStateHandle> restored) {
        HandleChecks.check(NAME, context, restored);
        WorkDirectory directory = directories.take(context);
        RocksStore store = null;
        MemoryPool.Share share = null;
        boolean opened = false;
        try {
            RocksRestore restore = new RocksRestore(memory, context, directory);
            store = restore.open(restored);
            share = objects.open();
            KeyedStateBackend<Object> backend =
                    new CachedKeyedBackend(
                            NAME, context, store, restore.catalog(), share, settings.timeToFlush());
            opened = true;
            return backend;
        } finally {
            if (!opened) {
                closeAll(share, store, directory);
            }
        }
    }

    private static void closeAll(
            MemoryPool.@Nullable Share share, @Nullable RocksStore store, WorkDirectory directory) {
        try (directory;
                store;
                share) {
            // closed in the reverse order, whatever fails
        }
    }

    /** Returns how many bytes of native memory are in use, for metrics. */
    public long nativeBytes() {
        return memory.usedBytes();
    }

    @Override
    public void close() {
        memory.close();
    }
}
