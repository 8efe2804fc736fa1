/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.cli;

import io.sampo.cluster.jobs.ClusterClient;
import io.sampo.cluster.jobs.ProgramJar;
import io.sampo.cluster.jobs.RemoteJobExecutor;
import io.sampo.operators.job.ProgramArguments;
import io.sampo.operators.job.ProgramOption;
import io.sampo.operators.job.StreamProgram;
import io.sampo.operators.stream.StreamEnvironment;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sampo run NAME [options]}: one sub-command for each program on the class path. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs a program in this process; its jobs, too, or on a cluster.",
        synopsisSubcommandLabel = "PROGRAM")
final class RunCommand implements Callable<Integer> {
    /** Nodes that are started in the line before take a few seconds, and more if they are built. */
    private static final Duration NODE_STARTS = Duration.ofMinutes(1);

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--cluster",
            paramLabel = "HOST:PORT[,...]",
            description =
                    "Have the program's jobs run by a cluster: the HTTP port of any of its nodes,"
                            + " or of several, should one be lost. One that is being started is"
                            + " waited for.")
    private @Nullable String cluster;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "Run a program of this jar, and send the jar to the cluster.")
    private @Nullable Path jar;

    @Option(
            names = "--class",
            paramLabel = "NAME",
            description =
                    "The class of the jar with the main method; default: that of its manifest.")
    private @Nullable String mainClass;

    /** What is no program; hidden, since the help need not speak of it. */
    @Parameters(arity = "0..*", hidden = true)
    private List<String> unknown = List.of();

    static CommandLine create() {
        RunCommand command = new RunCommand();
        CommandLine run = new CommandLine(command);
        // What follows an unknown program are its options, and not wrong ones of this command.
        run.setStopAtPositional(true);
        for (StreamProgram program : ServiceLoader.load(StreamProgram.class)) {
            run.addSubcommand(program.name(), command.commandOf(program));
        }
        Elsewhere.PROGRAMS.addTo(run);
        return run;
    }

    private CommandSpec commandOf(StreamProgram program) {
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
    public Integer call() throws Exception {
        Path file = jar;
        if (file != null) {
            JarProgram program = JarProgram.open(file, mainClass, unknown);
            where(List.of(ProgramJar.read(file)), program);
            return 0;
        }
        String said =
                unknown.isEmpty()
                        ? "Name a program: "
                        : "There is no such program: " + unknown.get(0) + ". Name one of ";
        Set<String> names = new LinkedHashSet<>(spec.subcommands().keySet());
        names.addAll(Elsewhere.PROGRAMS.without(names));
        throw new ParameterException(spec.commandLine(), said + names);
    }

    /** Runs a program with its jobs where they are wanted. */
    private void where(List<byte[]> jars, Callable<Integer> program) throws Exception {
        String node = cluster;
        if (node == null) {
            program.call();
        } else {
            ClusterClient client = ClusterOptions.client(node);
            PrintWriter err = spec.commandLine().getErr();
            client.awaitNode(
                    NODE_STARTS, () -> err.println("sampo: waiting for the node at " + node));
            RemoteJobExecutor jobs = new RemoteJobExecutor(client, jars);
            StreamEnvironment.withJobsOn(jobs, program);
            if (!jobs.hasSubmitted()) {
                err.println(
                        "sampo: the program has sent no job to the cluster: it runs those that it"
                                + " makes its environment for with StreamEnvironment.create()");
            }
        }
    }

    /** Runs one program with what was parsed. */
    private final class Running implements Callable<Integer> {
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
            where(
                    ProgramJar.of(program.getClass()),
                    () -> {
                        program.run(new ProgramArguments(values));
                        return 0;
                    });
            return 0;
        }
    }
}
