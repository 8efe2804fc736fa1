/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.core.io.FileStore;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobResult;
import io.sampo.operators.stream.JobStatus;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.client.LocalJobExecutor;
import io.sampo.simulation.node.SimulatedNode;
import io.sampo.simulation.node.Stage;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One run of a simulated job, under one seed and with given faults. */
final class History {
    private static final long MOST_STEPS = 500_000;
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final String JOB = "simulated";

    private static final Config SETTINGS =
            ConfigFactory.parseString(
                            """
                            sampo.parallelism = 2
                            sampo.checkpoint.dir = /checkpoints
                            sampo.checkpoint.interval = 50ms
                            sampo.checkpoint.timeout = 10s
                            sampo.restart.strategy = fixed-delay
                            sampo.restart.delay = 10ms
                            """)
                    .withFallback(ConfigFactory.defaultReference(History.class.getClassLoader()));

    private final SimulatedJob job;
    private final long seed;
    private final Stage stage;
    private final VirtualScheduler scheduler;
    private final World world;
    private final Random random;
    private JobStatus shown = JobStatus.STARTING;

    private History(SimulatedJob job, long seed, Stage stage) {
        this.job = job;
        this.seed = seed;
        this.stage = stage;
        this.scheduler = stage.begin(seed);
        this.world = new World(scheduler);
        this.random = new Random(~seed);
    }

    /**
     * Lets the job run to its end.
     *
     * @throws SimulationFailure if it does not come there
     */
    static SimulationResult run(SimulatedJob job, long seed, List<Fault> faults) {
        Stage stage = Stage.take();
        History history = new History(job, seed, stage);
        try (World world = history.world) {
            new FaultInjector(world, history.scheduler, faults);
            history.runToTheEnd();
        }
        // Not given back after a failure: something may stand still in the middle of a task.
        stage.release();
        return history.result();
    }

    private void runToTheEnd() {
        while (true) {
            JobClient client = start();
            if (client != null) {
                CompletableFuture<JobResult> result = client.result();
                await(client, () -> result.isDone() || world.disk().powerFailed());
                if (result.isDone() && !world.disk().powerFailed()) {
                    finish(client, result);
                    return;
                }
                world.note("the process is dead");
                client.cancel();
                await(client, result::isDone);
            }
            await(null, scheduler::isQuiet);
            world.powerIsBack(random);
        }
    }

    /** Starts a process, and returns null if it dies of that. */
    private @Nullable JobClient start() {
        world.started();
        world.note("the process starts");
        SimulatedNode node = new SimulatedNode(stage, scheduler, world.disk());
        StreamEnvironment environment =
                StreamEnvironment.create(SETTINGS, new LocalJobExecutor(() -> node));
        try {
            job.build(environment, world);
            return environment.executeAsync(JOB);
        } catch (Exception failure) {
            if (world.disk().powerFailed() || world.disk().isBroken()) {
                return null;
            }
            throw failed("The job could not be started", failure);
        }
    }

    private void await(@Nullable JobClient client, BooleanSupplier condition) {
        VirtualScheduler.End end =
                scheduler.run(
                        () -> {
                            look(client);
                            return condition.getAsBoolean();
                        },
                        MOST_STEPS);
        if (end == VirtualScheduler.End.NOTHING_LEFT) {
            throw failed("The job stands still, and nothing can ever happen any more", null);
        }
        if (end == VirtualScheduler.End.TOO_MANY_STEPS
                || scheduler.elapsed().compareTo(LONGEST) > 0) {
            throw failed("The job does not come to its end", null);
        }
    }

    private void look(@Nullable JobClient client) {
        if (client != null && client.status() != shown) {
            shown = client.status();
            world.note("the job is " + shown);
        }
    }

    private void finish(JobClient client, CompletableFuture<JobResult> result) {
        await(client, scheduler::isQuiet);
        if (result.isCompletedExceptionally()) {
            throw failed("The job failed", result.handle((r, failure) -> failure).join());
        }
    }

    private SimulationFailure failed(String what, @Nullable Throwable cause) {
        return new SimulationFailure(what, seed, world.timeline(), cause);
    }

    private SimulationResult result() {
        return new Finished(
                seed,
                world,
                scheduler.elapsed(),
                world.starts(),
                world.timeline(),
                scheduler.traceHash());
    }

    private record Finished(
            long seed,
            World world,
            Duration elapsed,
            int starts,
            List<String> timeline,
            long traceHash)
            implements SimulationResult {
        @Override
        public <T> List<T> output(String name) {
            return world.records(name);
        }

        @Override
        public FileStore files() {
            return world.disk();
        }
    }
}
