/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import com.typesafe.config.ConfigFactory;
import io.sampo.benchmarks.measure.Events;
import io.sampo.benchmarks.measure.Recovery;
import io.sampo.benchmarks.measure.RecoveryScript;
import io.sampo.benchmarks.workload.KeyState;
import io.sampo.benchmarks.workload.StateOp;
import io.sampo.benchmarks.workload.Workload;
import io.sampo.core.io.FileStore;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.runtime.client.LocalJobExecutor;
import io.sampo.state.StateDescriptor;
import io.sampo.state.ValueState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** W6: whole checkpoints, which are savepoints here, and recovery of a job with much state. */
final class RecoveryJob {
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofSeconds(4);

    private final Workload workload;
    private final long seed;
    private final Path directory;

    RecoveryJob(Workload workload, long seed, Path directory) {
        this.workload = workload;
        this.seed = seed;
        this.directory = directory;
    }

    /**
     * Runs it.
     *
     * @param files where checkpoints are kept
     */
    Recovery run(FileStore files) throws Exception {
        StreamEnvironment environment =
                StreamEnvironment.create(ConfigFactory.load(), new LocalJobExecutor(files))
                        .setParallelism(workload.parallelism())
                        .enableCheckpointing(BETWEEN_CHECKPOINTS, directory)
                        .set("sampo.restart.strategy", "fixed-delay")
                        .set("sampo.restart.delay", Duration.ZERO);
        if (workload == Workload.W6_DISK) {
            StateJob.onDisk(environment);
        }
        Events<StateOp> ops = RecoveryScript.begin(workload, seed);
        environment
                .fromSource(
                        new EventSource<>(workload.events(), ops),
                        WatermarkStrategy.noWatermarks(),
                        "ops")
                .map(RecoveryScript::failOnce)
                .name("fail-once")
                .keyBy(StateOp::key)
                .process(new Update())
                .name("update")
                .sinkTo(new ChecksumSink<>(count -> count))
                .name("sum");
        JobClient job = environment.executeAsync(workload.label());
        try {
            return RecoveryScript.play(new JobCheckpoints(job));
        } finally {
            job.cancel().get();
        }
    }

    private static final class Update extends KeyedProcessFunction<Long, StateOp, Long> {
        private static final long serialVersionUID = 1L;

        private transient @Nullable ValueState<KeyState> state;
        private transient boolean restored;

        @Override
        public void open(RuntimeContext context) {
            state = context.getState(StateDescriptor.value("state", KeyState.class));
            restored = RecoveryScript.hasFailed();
        }

        @Override
        @SuppressWarnings("NullAway") // opened before
        public void processElement(StateOp op, Context<Long> context, Collector<Long> out) {
            RecoveryScript.processing(restored);
            KeyState now = RecoveryScript.next(state.value(), op);
            state.update(now);
            out.collect(now.count());
        }
    }

    private static final class JobCheckpoints implements RecoveryScript.Checkpoints {
        private final JobClient job;
        private @Nullable Path lastFull;

        JobCheckpoints(JobClient job) {
            this.job = job;
        }

        @Override
        public void awaitQuiet() throws InterruptedException {
            awaitCheckpoint();
        }

        @Override
        public void full() throws Exception {
            lastFull = job.savepoint().get();
        }

        @Override
        public void ordinary() throws InterruptedException {
            awaitCheckpoint();
            awaitCheckpoint();
        }

        private void awaitCheckpoint() throws InterruptedException {
            long before = job.progress().lastCheckpointId();
            while (job.progress().lastCheckpointId() == before) {
                if (job.result().isDone()) {
                    throw new IllegalStateException("The job has ended: " + job.jobName());
                }
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }

        @Override
        public double fullMib() throws IOException {
            if (lastFull == null) {
                return 0;
            }
            try (Stream<Path> files = Files.walk(lastFull)) {
                return files.mapToLong(file -> file.toFile().length()).sum() / (double) (1 << 20);
            }
        }
    }
}
