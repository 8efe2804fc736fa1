/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.kill;

import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.core.io.FileStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;

/**
 * Ends the process at one point, as if it were killed: nothing is closed or flushed. Knows where
 * the job is by the files that it writes; one thread at a time writes these.
 */
final class Halting implements InvocationHandler {
    private static final int KILLED = 137;

    private final FileStore local = FileStore.local();
    private final Path record;
    private final HaltPoint point;
    private final int after;
    private boolean written;
    private volatile int completed;

    /**
     * Creates what ends the process.
     *
     * @param record the job's durable record
     * @param after how many checkpoints must be complete before the one that is cut off
     */
    Halting(Path record, HaltPoint point, int after) {
        this.record = record;
        this.point = point;
        this.after = after;
    }

    FileStore files() {
        return (FileStore)
                Proxy.newProxyInstance(
                        FileStore.class.getClassLoader(), new Class<?>[] {FileStore.class}, this);
    }

    /** A transaction was committed; that of a checkpoint that is complete, that is. */
    void committed() {
        at(HaltPoint.AFTER_A_COMMIT, completed - 1);
    }

    private void at(HaltPoint here, int before) {
        if (point == here && before >= after) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        boolean write = method.getName().equals("writeAtomically");
        Path file = write ? (Path) arguments[0] : Path.of("");
        boolean metadata = write && file.endsWith(CheckpointPaths.METADATA);
        boolean names = write && written && file.equals(record);
        if (metadata) {
            at(HaltPoint.BEFORE_METADATA, completed);
        }
        if (names) {
            at(HaltPoint.BEFORE_RECORD, completed);
        }
        Object result;
        try {
            result = method.invoke(local, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
        if (names) {
            at(HaltPoint.BEFORE_COMMITS, completed);
            completed = completed + 1;
        }
        written = metadata || (written && !names);
        return result;
    }
}
