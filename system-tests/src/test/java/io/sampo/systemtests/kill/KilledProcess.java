/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.kill;

import com.typesafe.config.ConfigFactory;
import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.connectors.files.sink.FileSink;
import io.sampo.core.testkit.ChildJvm;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.client.LocalJobExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/** The process: runs the job from its last checkpoint to its end, if it is let. */
final class KilledProcess {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofMillis(60);
    private static final Duration WATERMARK_INTERVAL = Duration.ofMillis(20);

    /** Small, so that a subtask has several files to commit for a checkpoint. */
    private static final long PART_BYTES = 2000;

    /** Without a rate there is far more for each checkpoint. */
    private static final long FULL_SPEED_PART_BYTES = 50_000;

    private KilledProcess() {}

    /**
     * Runs the job.
     *
     * @param arguments the directory for all files, then those of {@link KilledRun}
     */
    public static void main(String[] arguments) {
        ChildJvm.endWithParent();
        KilledRun.Places places = new KilledRun.Places(Path.of(arguments[0]));
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        KilledRun run = KilledRun.parse(rest);
        Halting halting = new Halting(run.point(), run.after(), places.note());
        Path record = new CheckpointPaths(places.checkpoints(), KilledRun.Places.JOB).record();
        HaltingFiles files = new HaltingFiles(record, halting);
        HaltingSink.onAmidCommits(
                // the one that is being committed is complete, too
                next ->
                        halting.at(
                                HaltPoint.AMID_COMMITS,
                                files.completed() - 1,
                                OutputFiles.checkpointOf(next),
                                next));
        StreamEnvironment env =
                StreamEnvironment.create(ConfigFactory.load(), new LocalJobExecutor(files.store()));
        env.enableCheckpointing(CHECKPOINT_INTERVAL, places.checkpoints())
                .setStateBackend(run.backend())
                .setParallelism(run.parallelism())
                .set("sampo.watermark.interval", WATERMARK_INTERVAL)
                .set("sampo.runtime.work-dir", places.scratch())
                // no failure of the job is to be healed and so hidden
                .set("sampo.restart.strategy", "none")
                .set("sampo.checkpoint.tolerated-failures", 0);
        write(env, run, places);
        env.execute(KilledRun.Places.JOB);
    }

    private static void write(StreamEnvironment env, KilledRun run, KilledRun.Places places) {
        long partBytes = run.ratePerSecond() > 0 ? PART_BYTES : FULL_SPEED_PART_BYTES;
        WindowSums.write(
                env,
                run.readings(),
                run.ratePerSecond(),
                new HaltingSink<>(
                        FileSink.text(places.output(), WindowSum::toLine).partSize(partBytes)));
    }
}
