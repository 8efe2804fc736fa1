/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import io.sampo.benchmarks.measure.JsonLine;
import io.sampo.benchmarks.report.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sampo benchmark table}: the tables of results that were kept. */
@Command(
        name = "table",
        mixinStandardHelpOptions = true,
        description =
                "Prints the tables of the JSON lines in files, one file for each run; other lines are"
                        + " passed over. So rounds can be measured in several runs.")
public final class TableCommand implements Callable<Integer>, BenchmarkProvider {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "what a run printed")
    private List<Path> files = List.of();

    @Option(names = "--reps", description = "that the runs had; default: ${DEFAULT-VALUE}")
    private int repetitions = 3;

    @Option(names = "--plots", description = "a directory for pictures of rates and latencies")
    private @Nullable Path plots;

    /** Created by the launcher. */
    public TableCommand() {}

    @Override
    public Object command() {
        return this;
    }

    @Override
    public Integer call() throws IOException {
        Results results = new Results(repetitions);
        for (Path file : files) {
            results.beginSitting();
            try {
                Files.readAllLines(file).stream()
                        .flatMap(line -> JsonLine.parse(line).stream())
                        .forEach(results::add);
            } catch (IllegalArgumentException wrong) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), file + ": " + wrong.getMessage(), wrong);
            }
        }
        BenchmarkCommand.print(results, plots, spec.commandLine().getOut());
        return CommandLine.ExitCode.OK;
    }
}
