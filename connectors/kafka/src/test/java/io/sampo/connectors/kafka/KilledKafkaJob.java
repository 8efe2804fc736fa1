/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka;

import io.sampo.connectors.kafka.source.OffsetsInitializer;
import io.sampo.connectors.kafka.testkit.RunningSums;
import io.sampo.operators.stream.StreamEnvironment;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;

/** The process that is killed: runs the job from its last checkpoint to its end, if it is let. */
final class KilledKafkaJob {
    private static final int ORPHANED = 3;
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(100);

    private KilledKafkaJob() {}

    /**
     * Runs the job.
     *
     * @param arguments directory of the checkpoints, servers, both topics, parallelism, and how
     *     long each record takes, in nanoseconds
     */
    public static void main(String[] arguments) {
        dieWithParent();
        long pauseNanos = Long.parseLong(arguments[5]);
        StreamEnvironment env =
                StreamEnvironment.local()
                        .setParallelism(Integer.parseInt(arguments[4]))
                        .enableCheckpointing(CHECKPOINT_INTERVAL, Path.of(arguments[0]))
                        // no failure of the job is to be healed and so hidden
                        .set("sampo.restart.strategy", "none")
                        .set("sampo.checkpoint.tolerated-failures", 0);
        RunningSums.build(
                env,
                arguments[1],
                RunningSums.source(arguments[1], arguments[2], arguments[3])
                        .bounded(OffsetsInitializer.latest())
                        .build(),
                arguments[3],
                record -> RunningSums.slowed(record, pauseNanos));
        env.execute("running sums");
    }

    /** Its standard input ends when the process that started it does. */
    private static void dieWithParent() {
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
