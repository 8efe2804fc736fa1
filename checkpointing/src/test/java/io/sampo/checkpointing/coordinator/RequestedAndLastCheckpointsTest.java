/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import static io.sampo.checkpointing.coordinator.Rig.C0;
import static io.sampo.checkpointing.coordinator.Rig.S0;
import static io.sampo.checkpointing.coordinator.Rig.S1;
import static io.sampo.checkpointing.coordinator.Rig.all;
import static io.sampo.checkpointing.coordinator.Rig.declined;
import static io.sampo.checkpointing.coordinator.Rig.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.checkpointing.coordinator.CheckpointAction.Discard;
import io.sampo.checkpointing.coordinator.CheckpointAction.FailJob;
import io.sampo.checkpointing.coordinator.CheckpointAction.NotifyComplete;
import io.sampo.checkpointing.coordinator.CheckpointAction.StoreRecord;
import io.sampo.checkpointing.coordinator.CheckpointAction.Trigger;
import io.sampo.checkpointing.coordinator.CheckpointAction.WakeAt;
import io.sampo.checkpointing.coordinator.CheckpointAction.WriteMetadata;
import io.sampo.checkpointing.storage.CheckpointMetadata;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.element.CheckpointBarrier.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Checkpoints out of turn: those that somebody asks for, and the last one, which ends the job. */
class RequestedAndLastCheckpointsTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void aSavepointIsCompleteWithoutCommits() {
        Rig rig = Rig.everyTenSeconds().running();

        CheckpointBarrier barrier = only(Trigger.class, rig.request(9, Kind.SAVEPOINT)).barrier();
        assertThat(barrier.kind()).isEqualTo(Kind.SAVEPOINT);
        rig.ackAll(1);
        List<CheckpointAction> written = rig.written(1);

        assertThat(written)
                .contains(
                        new NotifyComplete(1, false),
                        new CheckpointAction.Answer(
                                9, new CheckpointAction.Result.Complete(rig.savepoint(1))))
                .noneMatch(StoreRecord.class::isInstance);
    }

    @Test
    void aSavepointWaitsForTheCheckpointUnderWay() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.pass(TEN);

        assertThat(rig.request(9, Kind.SAVEPOINT)).isEmpty();
        assertThat(only(Trigger.class, rig.complete(1)).barrier().kind()).isEqualTo(Kind.SAVEPOINT);
    }

    @Test
    void aSavepointThatFailsIsAnswered() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.request(9, Kind.SAVEPOINT);

        assertThat(rig.on(declined(1, true)))
                .contains(
                        new Discard(rig.savepoint(1)),
                        new CheckpointAction.Answer(
                                9,
                                new CheckpointAction.Result.Refused(
                                        "source[1] declined it: no split yet")));
    }

    @Test
    void rule55_stopsOnceTheSavepointIsCompleteAndCommitted() {
        Rig rig = Rig.everyTenSeconds().running();
        assertThat(only(Trigger.class, rig.request(9, Kind.STOP)).barrier().stops()).isTrue();

        List<CheckpointAction> completed = rig.complete(1);
        assertThat(completed)
                .contains(new NotifyComplete(1, true))
                .noneMatch(CheckpointAction.Answer.class::isInstance);
        assertThat(rig.record.completed()).hasSize(1);
        assertThat(all(Trigger.class, rig.pass(Duration.ofHours(1))))
                .as("no checkpoint any more")
                .isEmpty();

        List<CheckpointAction> committed = rig.commitAll(1);
        assertThat(only(StoreRecord.class, committed).next().ending())
                .isEqualTo(RecordContent.Ending.STOPPED);
        assertThat(rig.stored(committed))
                .containsExactly(
                        new CheckpointAction.Answer(
                                9, new CheckpointAction.Result.Complete(rig.savepoint(1))),
                        new CheckpointAction.EndJob(RecordContent.Ending.STOPPED));
    }

    @Test
    void rule55_aStopWhoseSavepointFailsRestartsTheJob() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.request(9, Kind.DRAIN);

        List<CheckpointAction> actions = rig.on(declined(1, true));

        assertThat(only(FailJob.class, actions).cause().code().retryable()).isTrue();
        assertThat(all(CheckpointAction.Answer.class, actions)).hasSize(1);
    }

    private static void assertThatTheEndNamesTheSavepoint(Rig rig) {
        assertThat(rig.on(new CheckpointEvent.Stopped("a node is gone")))
                .contains(
                        new CheckpointAction.Answer(
                                9,
                                new CheckpointAction.Result.NotStopped(
                                        rig.savepoint(1), "the attempt is over: a node is gone")));
    }

    /** Whoever is told that it failed would look for no savepoint, and for no output either. */
    @Test
    void rule55_aStopWhoseAttemptEndsBehindTheSavepointNamesIt() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.request(9, Kind.STOP);
        rig.complete(1);

        assertThatTheEndNamesTheSavepoint(rig);
    }

    /** The record may name it from then on, and the next attempt reads that. */
    @Test
    void rule55_aStopWhoseAttemptEndsWhileTheSavepointIsRecordedNamesIt() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.request(9, Kind.STOP);
        assertThat(rig.ackAll(1)).isNotEmpty();
        assertThat(rig.written(1)).anyMatch(StoreRecord.class::isInstance);

        assertThatTheEndNamesTheSavepoint(rig);
    }

    @Test
    void nothingIsAcceptedBehindAStop() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.pass(TEN);
        rig.request(1, Kind.STOP);

        assertThat(rig.request(2, Kind.SAVEPOINT)).hasSize(1).allMatch(refused(2));
        rig.complete(1);
        assertThat(rig.request(3, Kind.STOP)).hasSize(1).allMatch(refused(3));
        rig.on(new CheckpointEvent.Stopped("cancelled"));
        assertThat(rig.request(4, Kind.SAVEPOINT)).hasSize(1).allMatch(refused(4));
    }

    private static Predicate<CheckpointAction> refused(long request) {
        return action ->
                action instanceof CheckpointAction.Answer answer
                        && answer.request() == request
                        && answer.result() instanceof CheckpointAction.Result.Refused;
    }

    @Test
    void waitingRequestsAreAnsweredWhenTheAttemptEnds() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.request(1, Kind.SAVEPOINT);
        rig.request(2, Kind.SAVEPOINT);

        List<CheckpointAction> actions = rig.on(new CheckpointEvent.Stopped("failed"));

        assertThat(actions).anyMatch(refused(1)).anyMatch(refused(2));
    }

    @Test
    void rule54_theLastCheckpointFollowsTheEndOfAllInput() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.on(new CheckpointEvent.SourceEnded(S0, 1));
        List<CheckpointAction> ended = rig.on(new CheckpointEvent.SourceEnded(S1, 1));

        assertThat(only(Trigger.class, ended).barrier().kind()).isEqualTo(Kind.CHECKPOINT);
        CheckpointMetadata metadata = only(WriteMetadata.class, rig.ackAll(1)).metadata();
        assertThat(metadata.afterEndOfInput()).isTrue();
        List<CheckpointAction> stored = rig.stored(rig.written(1));
        assertThat(stored).contains(new NotifyComplete(1, true));
        rig.on(new CheckpointEvent.CommitAcked(S0, 1, 1));
        rig.on(new CheckpointEvent.CommitAcked(S0, 1, 1));
        rig.on(new CheckpointEvent.CommitAcked(S1, 2, 1));
        assertThat(rig.on(new CheckpointEvent.CommitAcked(C0, 1, 1)))
                .as("source[1] has acked for another attempt only")
                .isEmpty();
        List<CheckpointAction> committed = rig.on(new CheckpointEvent.CommitAcked(S1, 1, 1));
        assertThat(only(StoreRecord.class, committed).next().ending())
                .isEqualTo(RecordContent.Ending.FINISHED);
        assertThat(rig.stored(committed))
                .containsExactly(new CheckpointAction.EndJob(RecordContent.Ending.FINISHED));
    }

    /**
     * Between nodes either of the two may be lost: that it is complete, or that it is committed.
     */
    @Test
    void rule54_theLastCheckpointIsAnnouncedAgainUntilAllHaveCommitted() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.endSources();
        NotifyComplete announcement = new NotifyComplete(1, true);
        assertThat(rig.complete(1)).containsOnlyOnce(announcement);
        rig.on(new CheckpointEvent.CommitAcked(S0, 1, 1));

        assertThat(rig.pass(Duration.ofMillis(999))).doesNotContain(announcement);
        assertThat(rig.pass(Duration.ofMillis(1))).contains(announcement);
        assertThat(rig.pass(Duration.ofSeconds(1))).contains(announcement);
        rig.on(new CheckpointEvent.CommitAcked(C0, 1, 1));
        assertThat(rig.on(new CheckpointEvent.CommitAcked(S1, 1, 1))).doesNotContain(announcement);
        assertThat(rig.pass(Duration.ofSeconds(1))).doesNotContain(announcement);
    }

    @Test
    void rule54_aCheckpointUnderWayAtTheEndOfInputIsNotTheLast() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.pass(TEN);
        assertThat(rig.endSources()).isEmpty();

        List<CheckpointAction> completed = rig.complete(1);

        assertThat(completed).contains(new NotifyComplete(1, true));
        assertThat(only(Trigger.class, completed).barrier().checkpointId()).isEqualTo(2);
    }

    @Test
    void rule54_theLastCheckpointIsTriedAgainUntilItCompletes() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.endSources();

        List<CheckpointAction> declined = rig.on(declined(1, false));
        assertThat(all(Trigger.class, declined)).isEmpty();
        assertThat(only(WakeAt.class, declined).nanos()).isEqualTo(1_000_000_000L);
        List<CheckpointAction> again = rig.pass(Duration.ofSeconds(1));
        assertThat(only(Trigger.class, again).barrier().checkpointId()).isEqualTo(2);
    }

    @Test
    void rule54_withoutCheckpointsTheLastStepHappensInMemory() {
        RecordContent record = RecordContent.fresh("job").beginAttempt(null);
        Rig rig = new Rig("", false, record, Set.of()).running();

        assertThat(rig.pass(Duration.ofHours(1))).isEmpty();
        assertThat(rig.request(1, Kind.SAVEPOINT)).hasSize(1).allMatch(refused(1));
        assertThat(all(Trigger.class, rig.endSources())).hasSize(1);
        List<CheckpointAction> acked = rig.ackAll(1);
        assertThat(acked)
                .contains(new NotifyComplete(1, true))
                .noneMatch(WriteMetadata.class::isInstance)
                .noneMatch(StoreRecord.class::isInstance);
        assertThat(rig.commitAll(1))
                .containsExactly(new CheckpointAction.EndJob(RecordContent.Ending.FINISHED));
    }

    @Test
    void aSavepointTheJobStoppedWithIsForgottenButNotDeleted() {
        Rig first = Rig.everyTenSeconds().running();
        first.request(9, Kind.STOP);
        first.complete(1);
        first.stored(first.commitAll(1));
        Rig rig =
                new Rig(
                        "sampo.checkpoint { interval = 10s, dir = /c, retained = 1 }",
                        true,
                        first.record.beginAttempt(null),
                        Set.of());
        rig.running();
        rig.pass(TEN);

        List<CheckpointAction> actions = rig.complete(101);

        assertThat(rig.record.completed()).extracting(e -> e.ref().id()).containsExactly(101L);
        assertThat(actions).noneMatch(Discard.class::isInstance);
    }
}
