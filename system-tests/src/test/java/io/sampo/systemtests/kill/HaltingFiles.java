/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.core.io.FileStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file store that ends the process before a checkpoint's metadata is written, before the durable
 * record that names it, or right after. One thread at a time writes these.
 */
final class HaltingFiles implements InvocationHandler {
    private static final Pattern CHECKPOINT = Pattern.compile("chk-(\\d+)-\\d+");
    private static final long NONE = -1;

    private final FileStore local = FileStore.local();
    private final Path record;
    private final Halting halting;

    /** The checkpoint whose metadata was written last, until the record names it. */
    private long written = NONE;

    private volatile int completed;

    /**
     * Creates the store.
     *
     * @param record the job's durable record
     */
    HaltingFiles(Path record, Halting halting) {
        this.record = record;
        this.halting = halting;
    }

    FileStore store() {
        return (FileStore)
                Proxy.newProxyInstance(
                        FileStore.class.getClassLoader(), new Class<?>[] {FileStore.class}, this);
    }

    /** Returns how many checkpoints the record has come to name in this process. */
    int completed() {
        return completed;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        boolean write = method.getName().equals("writeAtomically");
        Path file = write ? (Path) arguments[0] : Path.of("");
        boolean metadata = write && file.endsWith(CheckpointPaths.METADATA);
        boolean names = write && file.equals(record) && written != NONE;
        if (metadata) {
            halting.at(HaltPoint.BEFORE_METADATA, completed, checkpointOf(file), file);
        }
        if (names) {
            halting.at(HaltPoint.BEFORE_RECORD, completed, written, file);
        }
        Object result;
        try {
            result = method.invoke(local, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
        if (metadata) {
            written = checkpointOf(file);
        }
        if (names) {
            halting.at(HaltPoint.BEFORE_COMMITS, completed, written, file);
            written = NONE;
            completed = completed + 1;
        }
        return result;
    }

    private static long checkpointOf(Path metadata) {
        Matcher directory = CHECKPOINT.matcher(metadata.getParent().getFileName().toString());
        if (!directory.matches()) {
            throw new IllegalArgumentException("Not the metadata of a checkpoint: " + metadata);
        }
        return Long.parseLong(directory.group(1));
    }
}
