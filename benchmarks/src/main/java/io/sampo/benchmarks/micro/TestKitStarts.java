/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.micro;

import io.sampo.benchmarks.BenchmarkProvider;
import io.sampo.benchmarks.measure.JsonLine;
import io.sampo.operators.window.TumblingEventTimeWindows;
import io.sampo.simulation.JobTestKit;
import io.sampo.simulation.SimulatedJob;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code sampo benchmark test-kit}: how long a test waits for its job. Not by JMH, which would warm
 * up: most tests run in a JVM that is young.
 */
@Command(
        name = "test-kit",
        mixinStandardHelpOptions = true,
        description =
                "Starts small jobs in the test kit, one after the other in this JVM, feeds them and"
                        + " ends them, and prints a JSON line: milliseconds of the first start, and of"
                        + " the others the median and the longest; the same for whole tests.")
public final class TestKitStarts implements Callable<Integer>, BenchmarkProvider {
    private static final double NANOS_PER_MILLI = 1e6;

    private static final SimulatedJob SUMS =
            (environment, world) ->
                    world.<Long>input(environment, "numbers")
                            .keyBy(number -> number % 2)
                            .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
                            .reduce(Long::sum)
                            .name("sums")
                            .sinkTo(world.output("sums"))
                            .name("out");

    @Option(names = "--jobs", description = "after the first; default: ${DEFAULT-VALUE}")
    private int jobs = 20;

    /** Created by the launcher. */
    public TestKitStarts() {}

    @Override
    public Object command() {
        return this;
    }

    @Override
    public Integer call() {
        double[] starts = new double[jobs];
        double[] tests = new double[jobs];
        JsonLine line = new JsonLine();
        for (int i = -1; i < jobs; i++) {
            long begin = System.nanoTime();
            double start;
            try (JobTestKit kit = JobTestKit.start(SUMS)) {
                start = millisSince(begin);
                kit.<Long>input("numbers").send(1L, 100).send(3L, 900).watermark(999);
                kit.process();
                if (!kit.<Long>output("sums").equals(List.of(4L))) {
                    throw new IllegalStateException("Wrong sums: " + kit.output("sums"));
                }
            }
            double test = millisSince(begin);
            if (i < 0) {
                line.number("first_start_ms", start, 1).number("first_test_ms", test, 1);
            } else {
                starts[i] = start;
                tests[i] = test;
            }
        }
        add(line, "start", starts);
        add(line, "test", tests);
        System.out.println(line);
        return 0;
    }

    private static void add(JsonLine line, String what, double[] millis) {
        Arrays.sort(millis);
        line.number(what + "_median_ms", millis[millis.length / 2], 1)
                .number(what + "_max_ms", millis[millis.length - 1], 1);
    }

    private static double millisSince(long begin) {
        return (System.nanoTime() - begin) / NANOS_PER_MILLI;
    }
}
