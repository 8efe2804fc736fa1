/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import com.typesafe.config.ConfigFactory;
import io.sampo.cluster.jobs.ClusterClient;
import io.sampo.runtime.network.NetworkSettings;
import picocli.CommandLine.Option;

/** Which cluster a command speaks to. */
final class ClusterOptions {
    @Option(
            names = "--node",
            paramLabel = "HOST:PORT[,...]",
            defaultValue = "127.0.0.1:7613",
            description =
                    "The HTTP port of any node, or of several, should one be lost; default:"
                            + " ${DEFAULT-VALUE}.")
    private String node = "";

    /** The token of the nodes is a setting, so that it does not stand on a command line. */
    ClusterClient client() {
        return client(node);
    }

    static ClusterClient client(String node) {
        return new ClusterClient(node, NetworkSettings.from(ConfigFactory.load()).token());
    }
}
