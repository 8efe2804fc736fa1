/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

import io.sampo.core.io.FileStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A file store that ends the process before the write of a checkpoint's metadata, or of the durable
 * record, or right after the latter.
 */
final class HaltingFiles {
    private HaltingFiles() {}

    /**
     * Returns the store.
     *
     * @param point where to end
     * @param after how many checkpoints to let pass first
     */
    static FileStore create(HaltPoint point, int after) {
        FileStore local = FileStore.local();
        AtomicInteger metadata = new AtomicInteger();
        return (FileStore)
                Proxy.newProxyInstance(
                        FileStore.class.getClassLoader(),
                        new Class<?>[] {FileStore.class},
                        (proxy, method, arguments) -> {
                            boolean write = method.getName().equals("writeAtomically");
                            String file =
                                    write
                                            ? String.valueOf(((Path) arguments[0]).getFileName())
                                            : "";
                            if (file.equals("metadata.json")) {
                                metadata.incrementAndGet();
                                haltIf(point, HaltPoint.BEFORE_METADATA, metadata, after);
                            }
                            boolean record = file.equals("LATEST");
                            if (record) {
                                haltIf(point, HaltPoint.BEFORE_RECORD, metadata, after);
                            }
                            try {
                                Object result = method.invoke(local, arguments);
                                if (record) {
                                    haltIf(point, HaltPoint.BEFORE_COMMITS, metadata, after);
                                }
                                return result;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    private static void haltIf(
            HaltPoint wanted, HaltPoint here, AtomicInteger checkpoints, int after) {
        if (wanted == here && checkpoints.get() > after) {
            HaltPoint.halt();
        }
    }
}
