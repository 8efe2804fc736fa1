/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.recovery;

import io.sampo.cluster.cli.Cli;
import io.sampo.core.testkit.ChildJvm;
import io.sampo.storage.server.S3Server;
import java.nio.file.Path;

/** A node, or the storage, in a process that ends when its standard input does. */
final class RecoveryProcess {
    /** Stands before the port in what a storage prints. */
    static final String PORT = "port=";

    private RecoveryProcess() {}

    /** Runs {@code node FILE} or {@code storage DIRECTORY}. */
    public static void main(String[] arguments) {
        ChildJvm.endWithParent();
        if (arguments[0].equals("storage")) {
            System.out.println(PORT + S3Server.start(Path.of(arguments[1])).port());
        } else {
            Cli.main(new String[] {"node", "--config", arguments[1]});
        }
    }
}
