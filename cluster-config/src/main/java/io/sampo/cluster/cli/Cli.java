/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import io.sampo.core.error.StreamException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The entry point of the {@code sampo} command. */
@Command(
        name = "sampo",
        mixinStandardHelpOptions = true,
        version = "sampo 0.1.0",
        description = "Stateful stream processing for Java.",
        synopsisSubcommandLabel = "COMMAND")
public final class Cli implements Runnable {
    /** The exit code of a program that failed. */
    static final int FAILED = 1;

    @Spec private CommandSpec spec = CommandSpec.create();

    /**
     * Runs the command and ends the process with its exit code: 0 done, 1 failed, 2 wrong usage;
     * those of nodes have more.
     */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /**
     * Runs the command as {@link #main} does, but for the end of the process.
     *
     * @param errors for what is wrong; programs write their results to the standard output
     * @return the exit code
     */
    public static int run(PrintWriter errors, String... arguments) {
        return commandLine().setErr(errors).execute(arguments);
    }

    /**
     * Runs the command as {@link #run(PrintWriter, String...)} does.
     *
     * @param output for what commands print, but not the programs that {@code run} runs
     */
    public static int run(PrintWriter output, PrintWriter errors, String... arguments) {
        return commandLine().setOut(output).setErr(errors).execute(arguments);
    }

    /** Returns the command with all sub-commands on the class path. */
    private static CommandLine commandLine() {
        CommandLine cli = new CommandLine(new Cli());
        cli.addSubcommand(new CommandLine.HelpCommand());
        cli.addSubcommand(RunCommand.create());
        cli.addSubcommand(new NodeCommand());
        cli.addSubcommand(new NodesCommand());
        cli.addSubcommand(new JobCommands.ListJobs());
        cli.addSubcommand(new JobCommands.Status());
        cli.addSubcommand(new JobCommands.Cancel());
        cli.addSubcommand(new JobCommands.Stop());
        cli.addSubcommand(new JobCommands.Rescale());
        cli.addSubcommand(new LogsCommand());
        cli.addSubcommand(new ConfigCommand());
        cli.addSubcommand(new SavepointCommand());
        for (CommandProvider provider : ServiceLoader.load(CommandProvider.class)) {
            cli.addSubcommand(provider.command());
        }
        Elsewhere.COMMANDS.addTo(cli);
        cli.setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                    report(failure, command);
                    return FAILED;
                });
        return cli;
    }

    /** Says what is wrong, and where; the stack only where nobody said it in words. */
    static void report(Exception failure, CommandLine command) {
        if (failure instanceof StreamException known) {
            command.getErr()
                    .println(
                            command.getColorScheme()
                                    .errorText(known.code() + ": " + known.getMessage()));
            Throwable cause = known.getCause();
            if (cause != null) {
                command.getErr().println("  caused by " + cause);
            }
        } else {
            // An error of a program that was called by reflection.
            Throwable cause = failure.getCause();
            Throwable own =
                    failure instanceof InvocationTargetException && cause != null ? cause : failure;
            ProgramFrames.keep(own);
            own.printStackTrace(command.getErr());
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }
}
