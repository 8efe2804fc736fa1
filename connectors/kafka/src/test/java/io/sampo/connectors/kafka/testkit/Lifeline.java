/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.testkit;

import java.io.IOException;
import java.io.OutputStream;

/** Ends a process with the one that has started it, however that ends. */
public final class Lifeline {
    private static final int ORPHANED = 3;

    private Lifeline() {}

    /** Watches the standard input: it ends when the process at its other end does. */
    public static void hold() {
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
                        "lifeline");
        watch.setDaemon(true);
        watch.start();
    }
}
