/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.testkit.SimulatedFiles;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobStatus;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.runtime.client.LocalJobExecutor;
import io.sampo.simulation.Fault.Kind;
import io.sampo.simulation.node.SimulatedNode;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A simulated job, from its first process to its last. */
final class JobRun implements AutoCloseable {
    static final String JOB = "simulated";

    private static final Config SETTINGS = settings();
    private static final Duration BETWEEN_STARTS = Duration.ofMillis(100);
    private static final Set<Kind> OF_NODES =
            EnumSet.of(
                    Kind.NODE_CRASH,
                    Kind.NODE_PAUSE,
                    Kind.PARTITION,
                    Kind.CONNECTION_LOSS,
                    Kind.PACKET_LOSS,
                    Kind.CLOCK_JUMP,
                    Kind.LATE_MESSAGES,
                    Kind.LOST_MESSAGES,
                    Kind.FULL_NODE,
                    Kind.HAND_OVER);

    private final SimulatedJob job;
    private final History history;
    private final Random powerFailures;
    private @Nullable JobClient client;

    JobRun(SimulatedJob job, long seed, List<Fault> faults) {
        this.job = job;
        faults.forEach(JobRun::check);
        history = new History(seed, faults, 1, this::status, this::inject);
        powerFailures = new Random(~seed);
    }

    private JobStatus status() {
        return client == null ? JobStatus.STARTING : client.status();
    }

    private void inject(Fault fault) {
        SimulatedFiles disk = world().disk();
        switch (fault.kind()) {
            case CRASH -> disk.failBefore(0);
            case STORAGE_CRASH -> disk.failBefore(disk.steps() + fault.size());
            default -> throw new IllegalArgumentException("Not of a process: fault=" + fault);
        }
    }

    private static void check(Fault fault) {
        if (OF_NODES.contains(fault.kind())) {
            throw new IllegalArgumentException(
                    "Only several nodes can have this fault: fault="
                            + fault
                            + ". Simulate the job on some: Simulation.nodes(3).");
        }
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
                        # far more than faults cause: a job that always fails is told soon
                        sampo.restart.max-attempts = 1000
                        sampo.watermark.interval = 5ms
                        """)
                .withFallback(
                        // the other one, which is resolved, has system properties in it
                        ConfigFactory.defaultReferenceUnresolved(JobRun.class.getClassLoader()))
                .resolve();
    }

    World world() {
        return history.world();
    }

    VirtualScheduler scheduler() {
        return history.scheduler();
    }

    /** Starts a process, and another one if it dies of that. */
    void start() {
        while (!tryToStart()) {
            world().powerIsBack(powerFailures);
            pass(BETWEEN_STARTS);
        }
    }

    private boolean tryToStart() {
        World world = world();
        world.started(world.starts() + 1);
        world.note("the process starts");
        SimulatedNode node =
                new SimulatedNode(
                        history.stage(),
                        0,
                        scheduler(),
                        scheduler(),
                        world.disk(),
                        // what a process has of its own ends with it
                        new SimulatedFiles(),
                        world.io());
        StreamEnvironment environment =
                StreamEnvironment.create(SETTINGS, new LocalJobExecutor(() -> node));
        int failures = world.disk().failures();
        try {
            job.build(environment, world);
            client = environment.executeAsync(JOB);
            return true;
        } catch (Exception failure) {
            if (world.disk().powerFailed() || world.disk().failures() > failures) {
                return false;
            }
            throw history.failed("The job could not be started", failure);
        }
    }

    /**
     * Returns whether the process has died, and with it everything that it had not made durable.
     */
    boolean isDead() {
        return world().disk().powerFailed();
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
        world().note("the process is dead");
        cancel();
        world().powerIsBack(powerFailures);
        start();
    }

    /** Ends the job; what is left of a dead process finds out that it is dead. */
    void cancel() {
        client().cancel();
        await(this::isOver);
        await(scheduler()::isQuiet);
    }

    /** Lets tasks run until so much time has passed. */
    void pass(Duration step) {
        Duration end = scheduler().elapsed().plus(step);
        scheduler().after(step.toNanos(), () -> {});
        await(() -> scheduler().elapsed().compareTo(end) >= 0);
    }

    /** Lets tasks run, and time pass, until something is so. */
    void await(BooleanSupplier condition) {
        history.await(condition);
    }

    /**
     * Restores what was damaged, if the job has ended because of that, and starts it again.
     *
     * @return whether that was so
     */
    boolean startsAgainAfterDamage() {
        if (!isOver() || !client().result().isCompletedExceptionally()) {
            return false;
        }
        Throwable why = failure();
        if (StreamException.codeOf(why) != ErrorCode.CHECKPOINT_DAMAGED
                || !world().checkpoints().mend()) {
            return false;
        }
        world().note("the job gives up, and what is damaged is restored: " + why.getMessage());
        await(scheduler()::isQuiet);
        start();
        return true;
    }

    /** Returns what ended the job, out of its wrapping. */
    private Throwable failure() {
        Throwable wrapped = client().result().handle((finished, failure) -> failure).join();
        Throwable cause = wrapped.getCause();
        return wrapped instanceof CompletionException && cause != null ? cause : wrapped;
    }

    /** Makes sure that the job, which is over, has finished. */
    void checkFinished() {
        await(scheduler()::isQuiet);
        if (client().result().isCompletedExceptionally()) {
            throw history.failed("The job failed", failure());
        }
    }

    SimulationResult result() {
        return history.result();
    }

    /** As {@link History#close}. */
    @Override
    public void close() {
        history.close();
    }
}
