/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.time.ManualClock;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.testkit.HandMadeJobs;
import io.sampo.runtime.worker.AttemptWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobLifeTest {
    private static final JobGraph JOB =
            HandMadeJobs.counting("job", 10, 2, 2, HandMadeJobs.settings(""));
    private static final Throwable CUT = new StreamException(ErrorCode.EXTERNAL_IO, "cut");
    private static final Throwable BAD = new StreamException(ErrorCode.INVALID_PROGRAM, "bad");
    private static final Throwable DAMAGE =
            new StreamException(ErrorCode.CHECKPOINT_DAMAGED, "a bit");

    private final ManualClock clock = new ManualClock(0);
    private final List<String> told = new ArrayList<>();
    private final JobLife life = life("delay = 3s, strategy = fixed-delay");

    /** Writes down what it is told. */
    private final class Recorder implements JobObserver {
        @Override
        public void statusChanged(JobStatus now, int attempt) {
            told.add(now + " " + attempt);
        }

        @Override
        public void running(JobGraph job, Optional<Duration> down) {
            told.add("all run" + down.map(time -> " after " + time).orElse(""));
        }

        @Override
        public void checkpointCompleted(long checkpointId, long completedMillis) {}

        @Override
        public void waitsFor(String what) {
            told.add("waits " + what);
        }

        @Override
        public void attemptFailed(int attempt, Throwable cause) {
            told.add("failed " + attempt + " " + cause.getMessage());
        }

        @Override
        public void finished(Optional<Path> savepoint) {}

        @Override
        public void ended(JobStatus how, Throwable reason) {}
    }

    private JobLife life(String restart) {
        RestartSettings settings =
                RestartSettings.from(
                        ConfigFactory.parseString("sampo.restart { " + restart + " }")
                                .withFallback(ConfigFactory.load()));
        return new JobLife("job", settings, true, clock, new Recorder());
    }

    private void run(int attempt) {
        life.prepares();
        life.deploys(attempt);
        life.runs(JOB);
    }

    @Test
    void aFailureThatMayPassIsFollowedByAPauseAndAnAttempt() {
        run(1);
        assertThat(life.isRunning(1)).isTrue();
        life.fails(CUT);

        assertThat(life.state()).isEqualTo(JobState.CLEARING);
        assertThat(life.hasAttempt()).isFalse();
        assertThat(life.howToStop()).isEqualTo(AttemptWorker.Stop.INSTANCE);
        assertThat(life.cleared(false)).contains(Duration.ofSeconds(3));
        clock.advance(Duration.ofSeconds(4));
        run(2);
        assertThat(life.isRunning(1)).isFalse();
        assertThat(life.isRunning(2)).isTrue();
        assertThat(told)
                .containsExactly(
                        "STARTING 1",
                        "RUNNING 1",
                        "all run",
                        "failed 1 cut",
                        "RESTARTING 1",
                        "waits for its next attempt, at 1970-01-01T00:00:03Z, since the last one"
                                + " failed",
                        "RESTARTING 1",
                        "waits ",
                        "STARTING 1",
                        "STARTING 2",
                        "RUNNING 2",
                        "all run after PT4S");
    }

    @Test
    void aFailureThatWouldComeAgainEndsTheJob() {
        run(1);
        life.fails(BAD);

        assertThat(life.cleared(false)).isEmpty();
        assertThat(life.state()).isEqualTo(JobState.ENDING);
        assertThat(life.ending().how()).isEqualTo(JobStatus.FAILED);
        assertThat(life.ending().cause()).isSameAs(BAD);
        assertThat(told).last().isEqualTo("RESTARTING 1");
    }

    @Test
    void whatWasRefusedBeforeItBeganCountsAsAFailure() {
        assertThat(life.refused(CUT)).contains(Duration.ofSeconds(3));
        life.prepares();
        assertThat(life.refused(BAD)).isEmpty();
        assertThat(life.ending().how()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void anAttemptThatMadeWayForAnotherIsNoFailure() {
        run(1);
        life.clears();

        assertThat(life.cleared(true)).contains(Duration.ZERO);
        assertThat(life.state()).isEqualTo(JobState.WAITING);
    }

    @Test
    void damageIsToldToThePreparationOnceAndWaitsForNothing() {
        run(1);
        life.fails(DAMAGE);

        assertThat(life.cleared(false)).contains(Duration.ZERO);
        assertThat(life.takeDamage()).isSameAs(DAMAGE);
        assertThat(life.takeDamage()).isNull();
        run(2);
        life.fails(BAD);
        assertThat(life.cleared(false)).isEmpty();
    }

    @Test
    void aJobThatIsCancelledWhileItClearsEnds() {
        run(1);
        life.fails(CUT);
        life.ends(JobStatus.CANCELLED);

        assertThat(life.cleared(false)).isEmpty();
        assertThat(life.howToStop()).isEqualTo(AttemptWorker.Stop.INSTANCE);
        assertThat(told).last().isEqualTo("CANCELLING 1");
        life.ended();
        assertThat(life.state()).isEqualTo(JobState.ENDED);
    }

    @Test
    void theWorkersOfAFinishedJobLeaveTheirResults() {
        run(1);
        life.ends(JobStatus.FINISHED);

        assertThat(life.howToStop()).isEqualTo(AttemptWorker.Stop.FINISHED);
        assertThat(life.cleared(false)).isEmpty();
        assertThat(told).last().isEqualTo("all run");
    }

    @Test
    void aBugEndsTheJobWhereverItIs() {
        life.refused(CUT);
        life.breaks(new IllegalStateException("own"));

        assertThat(life.cleared(false)).isEmpty();
        assertThat(life.ending().how()).isEqualTo(JobStatus.FAILED);
        assertThat(life.ending().cause())
                .hasMessageContaining("state=WAITING")
                .hasMessageContaining("own");
    }
}
