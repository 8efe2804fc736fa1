/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import io.sampo.cluster.cli.Cli;
import io.sampo.core.testkit.ChildJvm;

/** The {@code sampo} command, in a process that ends when the test's does. */
final class NodeMain {
    private NodeMain() {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        ChildJvm.endWithParent();
        Cli.main(arguments);
    }
}
