/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import io.sampo.cluster.cli.Cli;
import java.io.IOException;
import java.io.OutputStream;

/** The {@code sampo} command, in a process that ends when the test's does. */
final class NodeMain {
    private static final int ORPHANED = 3;

    private NodeMain() {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        dieWithParent();
        Cli.main(arguments);
    }

    /** Its standard input ends when the process that started it does. */
    private static void dieWithParent() {
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
