/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobStatus;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.client.LocalJobExecutor;
import io.sampo.simulation.node.SimulatedNode;
import io.sampo.simulation.node.Stage;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A simulated job, from its first process to its last. */
final class JobRun implements AutoCloseable {
    private static final long MOST_STEPS = 500_000;
    private static final String JOB = "simulated";

    private static final Config SETTINGS = settings();

    private final SimulatedJob job;
    private final long seed;
    private final List<Fault> faults;
    private final Stage stage = Stage.take();
    private final VirtualScheduler scheduler;
    private final World world;
    private final Random powerFailures;
    private @Nullable JobClient client;
    private JobStatus shown = JobStatus.STARTING;

    JobRun(SimulatedJob job, long seed, List<Fault> faults) {
        this.job = job;
        this.seed = seed;
        this.faults = faults;
        scheduler = stage.begin(seed);
        world = new World(scheduler);
        powerFailures = new Random(~seed);
        new FaultInjector(world, scheduler, faults);
    }

    /** Not what a file or a system property says: a seed must mean the same everywhere. */
    static Config settings() {
        return ConfigFactory.parseString(
                        """
                        sampo.parallelism = 2
                        sampo.checkpoint.dir = /checkpoints
                        sampo.checkpoint.interval = 50ms
                        sampo.checkpoint.timeout = 10s
                        # a process that dies after its job's end is started again, too
                        sampo.checkpoint.restore.if-finished = do-nothing
                        sampo.restart.strategy = fixed-delay
                        sampo.restart.delay = 10ms
                        sampo.watermark.interval = 5ms
                        """)
                .withFallback(
                        // the other one, which is resolved, has system properties in it
                        ConfigFactory.defaultReferenceUnresolved(JobRun.class.getClassLoader()))
                .resolve();
    }

    World world() {
        return world;
    }

    VirtualScheduler scheduler() {
        return scheduler;
    }

    /** Starts a process, and another one if it dies of that. */
    void start() {
        while (!tryToStart()) {
            world.powerIsBack(powerFailures);
        }
    }

    private boolean tryToStart() {
        world.started();
        world.note("the process starts");
        SimulatedNode node = new SimulatedNode(stage, scheduler, world.disk(), world.io());
        StreamEnvironment environment =
                StreamEnvironment.create(SETTINGS, new LocalJobExecutor(() -> node));
        try {
            job.build(environment, world);
            client = environment.executeAsync(JOB);
            return true;
        } catch (Exception failure) {
            if (world.disk().powerFailed() || world.disk().isBroken()) {
                return false;
            }
            throw failed("The job could not be started", failure);
        }
    }

    /**
     * Returns whether the process has died, and with it everything that it had not made durable.
     */
    boolean isDead() {
        return world.disk().powerFailed();
    }

    /** Returns whether the job has come to its end, well or not. */
    boolean isOver() {
        return client != null && client.result().isDone();
    }

    /** Returns the last completed checkpoint, 0 if there is none. */
    long lastCheckpoint() {
        return client().progress().lastCheckpointId();
    }

    private JobClient client() {
        if (client == null) {
            throw new IllegalStateException("The job has not been started");
        }
        return client;
    }

    /** Starts another process in place of one that is dead. */
    void replaceProcess() {
        world.note("the process is dead");
        cancel();
        world.powerIsBack(powerFailures);
        start();
    }

    /** Ends the job; what is left of a dead process finds out that it is dead. */
    void cancel() {
        client().cancel();
        await(this::isOver);
        await(scheduler::isQuiet);
    }

    /** Lets tasks run, and time pass, until something is so. */
    void await(BooleanSupplier condition) {
        VirtualScheduler.End end =
                scheduler.run(
                        () -> {
                            noteStatus();
                            return condition.getAsBoolean();
                        },
                        MOST_STEPS);
        if (end == VirtualScheduler.End.NOTHING_LEFT) {
            throw failed("The job stands still, and nothing can ever happen any more", null);
        }
        if (end == VirtualScheduler.End.TOO_MANY_STEPS) {
            throw failed("The job does not come to its end", null);
        }
    }

    private void noteStatus() {
        JobStatus now = client == null ? shown : client.status();
        if (now != shown) {
            shown = now;
            world.note("the job is " + now);
        }
    }

    /** Makes sure that the job, which is over, has finished. */
    void checkFinished() {
        await(scheduler::isQuiet);
        if (client().result().isCompletedExceptionally()) {
            throw failed(
                    "The job failed",
                    client().result().handle((finished, failure) -> failure).join());
        }
    }

    private SimulationFailure failed(String what, @Nullable Throwable cause) {
        String why = cause == null ? what : what + ": " + cause.getMessage();
        return new SimulationFailure(why, seed, faults, world.timeline(), cause);
    }

    SimulationResult result() {
        Duration elapsed = scheduler.elapsed();
        return new FinishedRun(
                seed, world, elapsed, world.starts(), world.timeline(), scheduler.traceHash());
    }

    /**
     * Gives the stage back, to be called when all is over; not after a failure, when something may
     * stand still in the middle of a task.
     */
    @Override
    public void close() {
        world.close();
        stage.release();
    }
}
