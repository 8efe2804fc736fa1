/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/**
 * Names that the launcher knows and this class path does not: it starts them with a class path of
 * their own, and names them here so that the help can, too.
 */
enum Elsewhere {
    /** Commands of {@code sampo}. */
    COMMANDS("sampo-cli.elsewhere", "sampo COMMAND --help"),
    /** Programs of {@code sampo run}. */
    PROGRAMS("sampo-cli.programs-elsewhere", "sampo run PROGRAM --help");

    private final String property;
    private final String help;

    Elsewhere(String property, String help) {
        this.property = property;
        this.help = help;
    }

    /** Returns the names, but for those that are known. */
    List<String> without(Set<String> known) {
        return Arrays.stream(System.getProperty(property, "").split(",", -1))
                .filter(name -> !name.isBlank() && !known.contains(name))
                .toList();
    }

    /** Adds lines to the help of a command, if there is anything that it does not list. */
    void addTo(CommandLine command) {
        List<String> names = without(command.getSubcommands().keySet());
        if (!names.isEmpty()) {
            command.getCommandSpec()
                    .usageMessage()
                    .footer(
                            "",
                            "With libraries of their own, built when they are first used:",
                            "  " + String.join(", ", names) + " (" + help + ")");
        }
    }
}
