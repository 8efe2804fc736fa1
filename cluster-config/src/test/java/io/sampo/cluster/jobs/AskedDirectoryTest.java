/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sampo.cluster.formation.MajorityGuard;
import io.sampo.cluster.http.NodeView;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.time.ManualClock;
import io.sampo.runtime.directory.JobDirectory;
import io.sampo.runtime.directory.JobDirectory.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A directory that loses what it is told, as one does whose node has just died. */
class AskedDirectoryTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMillis(10);

    private final AtomicInteger heard = new AtomicInteger();
    private final AtomicInteger looks = new AtomicInteger();
    private final List<Command> kept = new ArrayList<>();
    private volatile int losses;

    /** After which look the directory is another one. */
    private volatile int livesEndAfter = Integer.MAX_VALUE;

    /** How many looks are lost. */
    private volatile int silentLooks;

    /** Until which look what is asked is not answered. */
    private volatile int answersAtLook;

    /** Until which look nothing is heard. */
    private volatile int keptUntilLook;

    /** Why there are no answers. */
    private volatile String notReady = "";

    private final ActorSystem<Command> directory =
            ActorSystem.create(Behaviors.receiveMessage(this::hear), "directory");

    private Behavior<Command> hear(Command command) {
        if (command instanceof JobDirectory.AskLife) {
            looks.incrementAndGet();
        } else {
            heard.incrementAndGet();
        }
        kept.add(command);
        if (looks.get() >= keptUntilLook) {
            List<Command> now = List.copyOf(kept);
            kept.clear();
            now.forEach(this::answer);
        }
        return Behaviors.same();
    }

    private void answer(Command command) {
        if (command instanceof JobDirectory.AskLife look) {
            if (looks.get() > silentLooks) {
                look.replyTo()
                        .tell(
                                new JobDirectory.Life(
                                        looks.get() > livesEndAfter ? "next" : "one", notReady));
            }
        } else if (command instanceof JobDirectory.ListJobs question && heard.get() > losses) {
            if (looks.get() < answersAtLook) {
                kept.add(command);
            } else {
                question.replyTo().tell(new JobDirectory.Jobs(List.of()));
            }
        }
    }

    @AfterEach
    void end() {
        directory.terminate();
    }

    private AskedDirectory asked() {
        NodeView view =
                new NodeView(new MajorityGuard(member -> false), List.of(), new ManualClock(0));
        return new AskedDirectory(directory, directory, view, PATIENCE);
    }

    @Test
    void aQuestionThatIsLostIsAskedAgain() {
        losses = 2;

        assertThat(asked().ask(JobDirectory.ListJobs::new, LIMIT).jobs()).isEmpty();
        assertThat(heard).hasValueGreaterThan(2);
    }

    /** Else who asks would wait as long as for one that is silent. */
    @Test
    void whoCannotAnswerAQuestionSaysWhy() {
        losses = Integer.MAX_VALUE;
        notReady = "The jobs cannot be read: file=a.job";

        assertThatThrownBy(() -> asked().ask(JobDirectory.ListJobs::new, LIMIT))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        told -> assertThat(told.code()).isEqualTo(ErrorCode.EXTERNAL_IO))
                .hasMessage(notReady);
    }

    @Test
    void aRequestIsNot() {
        losses = 1;

        assertThatThrownBy(() -> request(PATIENCE.multipliedBy(5)))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("The directory of jobs did not answer")
                .hasMessageContaining("request=stop job=sums")
                .hasMessageContaining("may have been carried out; see sampo status sums.");
        await().untilAsserted(() -> assertThat(heard).hasValue(1));
    }

    private JobDirectory.Jobs request(Duration limit) {
        return request(JobRequest.Kind.STOP, limit);
    }

    private JobDirectory.Jobs request(JobRequest.Kind kind, Duration limit) {
        return asked().request(new JobRequest(kind, "sums"), JobDirectory.ListJobs::new, limit);
    }

    /** The next directory has never heard of the request. */
    @Test
    void ofARequestThatIsLostWithItsDirectoryThatIsSaid() {
        losses = Integer.MAX_VALUE;
        livesEndAfter = 1;

        assertThatThrownBy(() -> request(LIMIT))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        told -> assertThat(told.code()).isEqualTo(ErrorCode.EXTERNAL_IO))
                .hasMessageContaining("moved to another node")
                .hasMessageContaining("request=stop job=sums")
                .hasMessageContaining("sampo status sums tells");
        assertThat(heard).as("it is not sent again").hasValue(1);
    }

    /** Nobody remembers it then. */
    @Test
    void ofASavepointItIsSaidWhereItWouldBe() {
        losses = Integer.MAX_VALUE;
        livesEndAfter = 1;

        assertThatThrownBy(() -> request(JobRequest.Kind.SAVEPOINT, LIMIT))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("request=savepoint job=sums")
                .hasMessageContaining("savepoint-* with a metadata.json")
                .hasMessageContaining("sums in its sampo.checkpoint.dir")
                .hasMessageNotContaining("sampo status");
        assertThatThrownBy(() -> request(JobRequest.Kind.SAVEPOINT, PATIENCE))
                .hasMessageContaining("did not answer")
                .hasMessageContaining("sums in its sampo.checkpoint.dir");
    }

    @Test
    void whatIsHarmlessTwiceIsAskedOfTheNextDirectory() {
        losses = 1;
        livesEndAfter = 1;

        assertThat(request(JobRequest.Kind.CANCEL, LIMIT).jobs()).isEmpty();
        assertThat(heard).hasValue(2);
    }

    /** The node was lost with the request, and the others did not know it yet. */
    @Test
    void ifADirectoryNeverSaidAnythingItIsNotKnownWhetherItHeard() {
        losses = Integer.MAX_VALUE;
        silentLooks = 2;

        assertThatThrownBy(() -> request(LIMIT))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        told -> assertThat(told.code()).isEqualTo(ErrorCode.EXTERNAL_IO))
                .hasMessageContaining("not known whether the request has reached")
                .hasMessageContaining("request=stop job=sums")
                .hasMessageContaining("sampo status sums tells");
        assertThat(heard).as("it is not sent again").hasValue(1);
    }

    @Test
    void thenTooWhatIsHarmlessTwiceIsAskedAgain() {
        losses = 1;
        silentLooks = 2;

        assertThat(request(JobRequest.Kind.CANCEL, LIMIT).jobs()).isEmpty();
        assertThat(heard).hasValue(2);
    }

    /** As when the connection is made anew. What is asked may have come none the less. */
    @Test
    void aLookThatIsLostIsNoMove() {
        silentLooks = 1;
        answersAtLook = 8;

        assertThat(request(LIMIT).jobs()).isEmpty();
        assertThat(looks).hasValueGreaterThanOrEqualTo(8);
        assertThat(heard).hasValue(1);
    }

    @Test
    void whoeverIsHeardFirstIsMissedThen() {
        losses = Integer.MAX_VALUE;
        silentLooks = 1;
        livesEndAfter = 4;

        assertThatThrownBy(() -> request(LIMIT))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("moved to another node");
    }

    /** A job of which much is to be written takes its time. */
    @Test
    void aDirectoryThatIsSlowIsWaitedFor() {
        answersAtLook = 10;

        assertThat(request(LIMIT).jobs()).isEmpty();
        assertThat(looks).hasValueGreaterThanOrEqualTo(10);
    }

    /** As it may be while the directory is handed over: what is sent to it then is kept. */
    @Test
    void soIsOneThatHearsLateOfEverything() {
        keptUntilLook = 4;

        assertThat(request(LIMIT).jobs()).isEmpty();
        assertThat(looks).hasValueGreaterThanOrEqualTo(4);
    }

    /** The answer and what the next directory tells come from two nodes. */
    @Test
    void anAnswerMayComeBehindTheFirstWordOfTheNextDirectory() {
        livesEndAfter = 1;
        answersAtLook = 3;

        assertThat(request(LIMIT).jobs()).isEmpty();
    }

    @Test
    void whereNobodyAnswersThatIsSaidInTime() {
        losses = Integer.MAX_VALUE;

        assertThatThrownBy(() -> asked().ask(JobDirectory.ListJobs::new, PATIENCE.multipliedBy(3)))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("not a member of the cluster yet");
        await().untilAsserted(() -> assertThat(heard).hasValue(3));
    }
}
