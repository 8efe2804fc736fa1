/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.testkit;

import io.sampo.core.io.FileStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;

/** The local files, with something of the test's own before each call. */
public final class FaultyFiles {
    private FaultyFiles() {}

    /** What happens before a call. */
    @FunctionalInterface
    public interface Before {
        /**
         * Called with the name of the method and the file that it is about.
         *
         * @throws Throwable to be thrown by the call, which does nothing then
         */
        void call(String method, Path file) throws Throwable;
    }

    /** Returns files that call {@code before}. */
    public static FileStore of(Before before) {
        FileStore local = FileStore.local();
        return (FileStore)
                Proxy.newProxyInstance(
                        FaultyFiles.class.getClassLoader(),
                        new Class<?>[] {FileStore.class},
                        (proxy, method, arguments) -> {
                            if (arguments != null && arguments[0] instanceof Path file) {
                                before.call(method.getName(), file);
                            }
                            try {
                                return method.invoke(local, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }
}
