/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.tools.kafka;

import io.sampo.cluster.cli.CommandProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sampo kafka}. */
@Command(
        name = "kafka",
        mixinStandardHelpOptions = true,
        description = "Looks at what jobs have left with Kafka, and repairs it by hand.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = TransactionsCommand.class)
public final class KafkaCommand implements Runnable, CommandProvider {
    @Spec private CommandSpec spec;

    /** Created by the launcher. */
    public KafkaCommand() {}

    @Override
    public Object command() {
        return this;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: transactions.");
    }
}
