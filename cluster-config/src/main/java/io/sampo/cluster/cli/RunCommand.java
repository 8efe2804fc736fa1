/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import io.sampo.operators.job.ProgramArguments;
import io.sampo.operators.job.ProgramOption;
import io.sampo.operators.job.StreamProgram;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sampo run NAME [options]}: one sub-command for each program on the class path. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a program in this process.",
        synopsisSubcommandLabel = "PROGRAM")
final class RunCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    /** What is no program; hidden, since the help need not speak of it. */
    @Parameters(arity = "0..*", hidden = true)
    private List<String> unknown = List.of();

    static CommandLine create() {
        CommandLine run = new CommandLine(new RunCommand());
        // What follows an unknown program are its options, and not wrong ones of this command.
        run.setStopAtPositional(true);
        for (StreamProgram program : ServiceLoader.load(StreamProgram.class)) {
            run.addSubcommand(program.name(), commandOf(program));
        }
        Elsewhere.PROGRAMS.addTo(run);
        return run;
    }

    private static CommandSpec commandOf(StreamProgram program) {
        Running running = new Running(program);
        CommandSpec command = CommandSpec.wrapWithoutInspection(running);
        running.spec = command;
        command.name(program.name());
        command.mixinStandardHelpOptions(true);
        command.usageMessage().description(program.summary());
        for (ProgramOption option : program.options()) {
            OptionSpec.Builder built = OptionSpec.builder(option.name()).description(option.help());
            if (option.isFlag()) {
                built.arity("0").type(Boolean.class);
            } else {
                built.arity("1").paramLabel(option.value()).type(String.class);
            }
            command.addOption(built.build());
        }
        return command;
    }

    @Override
    public void run() {
        String said =
                unknown.isEmpty()
                        ? "Name a program: "
                        : "There is no such program: " + unknown.get(0) + ". Name one of ";
        Set<String> names = new LinkedHashSet<>(spec.subcommands().keySet());
        names.addAll(Elsewhere.PROGRAMS.without(names));
        throw new ParameterException(spec.commandLine(), said + names);
    }

    /** Runs one program with what was parsed. */
    private static final class Running implements Callable<Integer> {
        private final StreamProgram program;
        private CommandSpec spec = CommandSpec.create();

        Running(StreamProgram program) {
            this.program = program;
        }

        @Override
        public Integer call() throws Exception {
            Map<String, String> values = new HashMap<>();
            for (ProgramOption option : program.options()) {
                OptionSpec parsed = spec.findOption(option.name());
                Object value = parsed == null ? null : parsed.getValue();
                if (value != null && !Boolean.FALSE.equals(value)) {
                    values.put(option.name(), value.toString());
                }
            }
            program.run(new ProgramArguments(values));
            return 0;
        }
    }
}
