/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.micro;

import io.sampo.benchmarks.BenchmarkProvider;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sampo benchmark jmh}: runs the benchmarks of this package, each in a JVM of its own. */
@Command(
        name = "jmh",
        mixinStandardHelpOptions = true,
        description =
                "Measures single parts of the engine: serializers, routing by key, channels, state"
                        + " tables, window slices, alignment of barriers. With the defaults it takes"
                        + " two minutes, and says what is large and what is small; for more, raise"
                        + " forks and iterations.")
public final class MicroBenchmarks implements Callable<Integer>, BenchmarkProvider {
    @Parameters(
            paramLabel = "PATTERN",
            description = "regular expressions for names of benchmarks; default: all")
    private List<String> patterns = List.of();

    @Option(names = "--forks", description = "JVMs for each; default: ${DEFAULT-VALUE}")
    private int forks = 1;

    @Option(names = "--iterations", description = "of each JVM; default: ${DEFAULT-VALUE}")
    private int iterations = 3;

    @Option(names = "--seconds", description = "of an iteration; default: ${DEFAULT-VALUE}")
    private int seconds = 1;

    /** Created by the launcher. */
    public MicroBenchmarks() {}

    @Override
    public Object command() {
        return this;
    }

    @Override
    public Integer call() throws RunnerException {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .forks(forks)
                        .warmupIterations(iterations)
                        .warmupTime(TimeValue.seconds(seconds))
                        .measurementIterations(iterations)
                        .measurementTime(TimeValue.seconds(seconds))
                        .jvmArgsAppend("-Xms2g", "-Xmx2g", "-XX:+AlwaysPreTouch")
                        .shouldFailOnError(true);
        if (patterns.isEmpty()) {
            options.include(MicroBenchmarks.class.getPackageName());
        }
        patterns.forEach(options::include);
        new Runner(options.build()).run();
        return 0;
    }
}
