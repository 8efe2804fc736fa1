/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.time.Clock;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.worker.AttemptWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a job is in its life, and what comes next: it decides that, and the job master carries it
 * out. Tells the observer. Confined to the job master.
 */
final class JobLife {
    private static final Logger LOG = LoggerFactory.getLogger(JobLife.class);

    private final String job;
    private final Clock clock;
    private final JobObserver observer;
    private final RestartStrategy restarts;
    private final JobEnding ending = new JobEnding();

    private JobState state = JobState.PREPARING;
    private int attempt;

    /** What a subtask found wrong with the checkpoint from which the last attempt was restored. */
    private @Nullable Throwable damage;

    /** When the job last ran. */
    private Optional<Long> ranNanos = Optional.empty();

    /**
     * Creates the life of a job whose first attempt is about to be prepared.
     *
     * @param checkpointing whether the job keeps checkpoints
     */
    JobLife(
            String job,
            RestartSettings restart,
            boolean checkpointing,
            Clock clock,
            JobObserver observer) {
        this.job = job;
        this.clock = clock;
        this.observer = observer;
        restarts = new RestartStrategy(restart, checkpointing);
    }

    JobState state() {
        return state;
    }

    /** Returns the number of the last attempt; 0 before the first. */
    int attempt() {
        return attempt;
    }

    JobEnding ending() {
        return ending;
    }

    /** Returns whether the job has subtasks that are not to stop. */
    boolean hasAttempt() {
        return state == JobState.DEPLOYING || state == JobState.RUNNING;
    }

    /** Returns whether all of that attempt runs. */
    boolean isRunning(int number) {
        return state == JobState.RUNNING && number == attempt;
    }

    /** The pause before an attempt is over, if there was one. */
    void prepares() {
        if (state == JobState.WAITING) {
            observer.waitsFor("");
            go(JobState.PREPARING);
        }
    }

    /** Returns what is to be known of the last checkpoint before an attempt is prepared; once. */
    @Nullable Throwable takeDamage() {
        Throwable taken = damage;
        damage = null;
        return taken;
    }

    /** An attempt is prepared, and its subtasks are about to be started. */
    void deploys(int number) {
        attempt = number;
        go(JobState.DEPLOYING);
    }

    /**
     * All subtasks of the attempt run.
     *
     * @param graph with the parallelism that they have
     */
    void runs(JobGraph graph) {
        go(JobState.RUNNING);
        long now = clock.nanoTime();
        observer.running(graph, ranNanos.map(then -> Duration.ofNanos(now - then)));
    }

    /** The attempt cannot go on: its subtasks are to stop. */
    void fails(Throwable cause) {
        ending.because(cause);
        observer.attemptFailed(attempt, cause);
        ErrorCode code = StreamException.codeOf(cause);
        if (code == ErrorCode.CHECKPOINT_DAMAGED) {
            damage = cause;
        }
        if (code == ErrorCode.CHANNEL_BROKEN) {
            // Where in the engine a lost connection is noticed helps nobody.
            LOG.warn("Attempt failed: job={} attempt={} {}", job, attempt, cause.getMessage());
            LOG.debug("Of a channel that is broken", cause);
        } else if (code.retryable() || damage != null) {
            LOG.warn("Attempt failed: job={} attempt={}", job, attempt, cause);
        } else {
            // Not loud: it ends the job, and so comes to whoever waits for its result.
            LOG.info("Attempt failed: job={} attempt={}", job, attempt, cause);
        }
        go(JobState.CLEARING);
    }

    /** The attempt is to stop, so that another one goes on elsewhere. */
    void clears() {
        go(JobState.CLEARING);
    }

    /** Returns how the workers of the present attempt are to stop. */
    AttemptWorker.Stop howToStop() {
        return state == JobState.ENDING && ending.how() == JobStatus.FINISHED
                ? AttemptWorker.Stop.FINISHED
                : AttemptWorker.Stop.INSTANCE;
    }

    /**
     * Nothing of the attempt is left.
     *
     * @param wanted whether it was stopped for the sake of another one
     * @return how long to wait for the next one; nothing if the job is over
     */
    Optional<Duration> cleared(boolean wanted) {
        if (state == JobState.ENDING) {
            return Optional.empty();
        }
        // After damage, whether there is another checkpoint is found when it is looked for.
        if (wanted || damage != null) {
            go(JobState.WAITING);
            return Optional.of(Duration.ZERO);
        }
        return restart(ending.cause());
    }

    /**
     * The attempt could not even be prepared.
     *
     * @return as {@link #cleared}
     */
    Optional<Duration> refused(Throwable cause) {
        ending.because(cause);
        return restart(cause);
    }

    private Optional<Duration> restart(Throwable cause) {
        long now = clock.currentTimeMillis();
        Optional<Duration> pause = restarts.onFailure(cause, now);
        if (pause.isPresent()) {
            observer.waitsFor(
                    "for its next attempt, at "
                            + Instant.ofEpochMilli(now + pause.get().toMillis())
                            + ", since the last one failed");
            go(JobState.WAITING);
        } else {
            ends(JobStatus.FAILED);
        }
        return pause;
    }

    /** The job is over, as soon as nothing of it is left. */
    void ends(JobStatus how) {
        ending.as(how);
        go(JobState.ENDING);
    }

    /** The engine has a bug: the job is over, wherever it was. */
    void breaks(Throwable bug) {
        LOG.error("The job master failed: job={} state={}", job, state, bug);
        ending.because(
                new StreamException(
                        ErrorCode.INTERNAL,
                        "The job master failed: job=" + job + " state=" + state + " cause=" + bug,
                        bug));
        ending.as(JobStatus.FAILED);
        state = JobState.ENDING;
    }

    /** Nothing is left. */
    void ended() {
        go(JobState.ENDED);
    }

    private void go(JobState next) {
        if (state == JobState.RUNNING) {
            ranNanos = Optional.of(clock.nanoTime());
        }
        state = state.to(next);
        boolean finishing = next == JobState.ENDING && ending.how() != JobStatus.CANCELLED;
        if (next != JobState.ENDED && !finishing) {
            observer.statusChanged(state.status(), attempt);
        }
    }
}
