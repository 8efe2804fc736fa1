/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import io.sampo.cluster.config.ConfigExplanation;
import io.sampo.cluster.config.ConfigLoader;
import io.sampo.cluster.config.NodeConfig;
import io.sampo.cluster.launch.NodeExit;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sampo config ...}: what the settings of a node are. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Explains and checks settings.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ConfigCommand.Explain.class, ConfigCommand.JvmOptions.class})
final class ConfigCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Name one of " + spec.subcommands().keySet() + ".");
    }

    /** Does something with settings, or tells what is wrong with them; returns the exit code. */
    static int withSettings(CommandLine command, IntSupplier use) {
        try {
            return use.getAsInt();
        } catch (StreamException wrong) {
            if (wrong.code() != ErrorCode.INVALID_SETTING) {
                throw wrong;
            }
            Cli.report(wrong, command);
            return NodeExit.WRONG_SETTINGS.code();
        }
    }

    /** {@code sampo config explain}. */
    @Command(
            name = "explain",
            mixinStandardHelpOptions = true,
            description =
                    "Prints each setting, its value, where the value comes from and what it means;"
                            + " then what is wrong with them. Secrets are hidden.")
    static final class Explain implements Callable<Integer> {
        @Spec private CommandSpec spec = CommandSpec.create();

        @Option(names = "--config", paramLabel = "FILE", description = "Settings of a node.")
        private @Nullable Path file;

        @Option(names = "--changed", description = "Leave out what is as by default.")
        private boolean changed;

        @Parameters(
                arity = "0..1",
                paramLabel = "PREFIX",
                description = "Only settings whose names begin so, such as sampo.node.")
        private String prefix = "";

        @Override
        public Integer call() {
            return withSettings(spec.commandLine(), this::explain);
        }

        private int explain() {
            PrintWriter out = spec.commandLine().getOut();
            for (ConfigExplanation.Setting setting :
                    ConfigExplanation.of(Optional.ofNullable(file))) {
                if (setting.path().startsWith(prefix) && !(changed && setting.isDefault())) {
                    setting.meaning().forEach(line -> out.println("  # " + line));
                    out.println(setting.path() + " = " + setting.value());
                    out.println("  from " + setting.origin());
                    out.println();
                }
            }
            out.flush();
            ConfigLoader.load(Optional.ofNullable(file));
            return 0;
        }
    }

    /** {@code sampo config jvm-options}: what the launcher starts the JVM of a node with. */
    @Command(
            name = "jvm-options",
            mixinStandardHelpOptions = true,
            description = "Prints the options of a JVM that keeps to sampo.node.memory.")
    static final class JvmOptions implements Callable<Integer> {
        @Spec private CommandSpec spec = CommandSpec.create();

        @Option(names = "--config", paramLabel = "FILE", description = "Settings of a node.")
        private @Nullable Path file;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            return withSettings(
                    spec.commandLine(),
                    () -> {
                        NodeConfig config = ConfigLoader.load(Optional.ofNullable(file));
                        out.println(config.memory().jvmOptions());
                        out.flush();
                        return 0;
                    });
        }
    }
}
