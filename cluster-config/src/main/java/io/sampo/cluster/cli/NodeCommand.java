/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import io.sampo.cluster.config.ConfigLoader;
import io.sampo.cluster.config.NodeConfig;
import io.sampo.cluster.launch.ClusterNode;
import io.sampo.cluster.launch.NodeService;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sampo node}: this process is a node of a cluster until it is stopped. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        description = "Runs a node of a cluster in this process, until it is stopped.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:stopped",
            "1:could not start, or failed",
            "69:did not find the cluster",
            "75:the cluster goes on without this node",
            "78:wrong settings",
            "143:stopped by SIGTERM"
        })
final class NodeCommand implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings of the node, HOCON. Without it, a node alone on this machine.")
    private @Nullable Path file;

    @Override
    public Integer call() {
        CommandLogging.tellOfNode();
        return ConfigCommand.withSettings(
                spec.commandLine(), () -> run(ConfigLoader.load(Optional.ofNullable(file))));
    }

    private static int run(NodeConfig config) {
        List<NodeService> services =
                ServiceLoader.load(NodeService.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        return ClusterNode.start(config, services, ClusterNode.Hosting.OWN_PROCESS)
                .whenEnded()
                .toCompletableFuture()
                .join()
                .code();
    }
}
