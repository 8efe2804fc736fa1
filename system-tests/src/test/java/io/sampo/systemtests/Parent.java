/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests;

import java.io.IOException;
import java.io.OutputStream;

/** The process that has started this one, and holds its standard input open. */
public final class Parent {
    private static final int ORPHANED = 3;

    private Parent() {}

    /** Ends this process when the one that started it ends, in whatever way. */
    public static void dieWith() {
        Thread watch =
                new Thread(
                        () -> {
                            try {
                                System.in.transferTo(OutputStream.nullOutputStream());
                            } catch (IOException gone) {
                                // as good as the end
                            }
                            Runtime.getRuntime().halt(ORPHANED);
                        },
                        "parent");
        watch.setDaemon(true);
        watch.start();
    }
}
