/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.kafka.kill;

import com.typesafe.config.ConfigFactory;
import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.core.testkit.ChildJvm;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.client.LocalJobExecutor;
import java.time.Duration;

/** The process that is killed: runs the job from its last checkpoint to its end, if it is let. */
final class KilledKafkaJob {
    private KilledKafkaJob() {}

    /**
     * Runs the job.
     *
     * @param arguments those of {@link KafkaRun}
     */
    public static void main(String[] arguments) {
        ChildJvm.endWithParent();
        KafkaRun run = KafkaRun.parse(arguments);
        KafkaRun.Job job = run.job();
        Halting halting =
                new Halting(
                        new CheckpointPaths(job.checkpoints(), job.name()).record(),
                        run.point(),
                        run.after());
        HaltingSink.onCommitted(halting::committed);
        StreamEnvironment env =
                StreamEnvironment.create(
                                ConfigFactory.load(), new LocalJobExecutor(halting.files()))
                        .setParallelism(run.parallelism())
                        .enableCheckpointing(
                                Duration.ofMillis(run.intervalMillis()), job.checkpoints())
                        // a broker may be gone for a while
                        .set("sampo.restart.strategy", "fixed-delay")
                        .set("sampo.restart.delay", Duration.ofMillis(500))
                        .set("sampo.restart.max-attempts", 20);
        NumberWindows.build(env, job);
        env.execute(job.name());
    }
}
