/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.kafka.workload;

import io.sampo.benchmarks.measure.JsonLine;
import io.sampo.benchmarks.measure.Stopwatch;
import java.io.IOException;
import java.io.OutputStream;

/** Runs a task in the process of an engine, and prints a line of JSON for each repetition. */
public final class KafkaRuns {
    private static final int ORPHANED = 3;

    private KafkaRuns() {}

    /** One engine. */
    public interface Engine {
        /** Counts all that is in the topic, from the start of the job to its end. */
        void count(KafkaTask task, int repetition) throws Exception;

        /** Begins to pass records through. */
        void passThrough(KafkaTask task) throws Exception;
    }

    /** Does what is to be done; ends with the standard input. */
    public static void run(KafkaTask task, Engine engine) throws Exception {
        if (task.latency()) {
            engine.passThrough(task);
            System.in.transferTo(OutputStream.nullOutputStream());
            Runtime.getRuntime().halt(0);
        }
        endWithParent();
        for (int repetition = 1; repetition <= task.repetitions(); repetition++) {
            Stopwatch.reset();
            Stopwatch.first();
            engine.count(task, repetition);
            double seconds = Stopwatch.seconds();
            double cpu = Stopwatch.cpuSeconds();
            System.out.println(
                    new JsonLine()
                            .text("engine", task.engine())
                            .text("workload", "kafka")
                            .number("rep", repetition)
                            .number("events", task.records())
                            .number("seconds", seconds, 3)
                            .number("eps", task.records() / seconds, 0)
                            .number("cpu_s", cpu, 3)
                            .number("eps_per_cpu_s", task.records() / cpu, 0));
        }
        System.exit(0);
    }

    /** As {@code ChildJvm} of the core does, which is not on the class path of each engine. */
    private static void endWithParent() {
        Thread watch =
                new Thread(
                        () -> {
                            try {
                                System.in.transferTo(OutputStream.nullOutputStream());
                            } catch (IOException gone) {
                                // as good as the end
                            }
                            Runtime.getRuntime().halt(ORPHANED);
                        },
                        "lifeline");
        watch.setDaemon(true);
        watch.start();
    }
}
