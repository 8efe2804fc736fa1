/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import static io.sampo.checkpointing.coordinator.Rig.C0;
import static io.sampo.checkpointing.coordinator.Rig.COUNT;
import static io.sampo.checkpointing.coordinator.Rig.MAP;
import static io.sampo.checkpointing.coordinator.Rig.S0;
import static io.sampo.checkpointing.coordinator.Rig.S1;
import static io.sampo.checkpointing.coordinator.Rig.SOURCE;
import static io.sampo.checkpointing.coordinator.Rig.all;
import static io.sampo.checkpointing.coordinator.Rig.declined;
import static io.sampo.checkpointing.coordinator.Rig.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.checkpointing.coordinator.CheckpointAction.DeleteShared;
import io.sampo.checkpointing.coordinator.CheckpointAction.Discard;
import io.sampo.checkpointing.coordinator.CheckpointAction.FailJob;
import io.sampo.checkpointing.coordinator.CheckpointAction.NotifyAborted;
import io.sampo.checkpointing.coordinator.CheckpointAction.NotifyComplete;
import io.sampo.checkpointing.coordinator.CheckpointAction.Report;
import io.sampo.checkpointing.coordinator.CheckpointAction.StoreRecord;
import io.sampo.checkpointing.coordinator.CheckpointAction.Trigger;
import io.sampo.checkpointing.coordinator.CheckpointAction.WakeAt;
import io.sampo.checkpointing.coordinator.CheckpointAction.WriteMetadata;
import io.sampo.checkpointing.storage.CheckpointMetadata;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.checkpointing.storage.SharedFiles;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.element.CheckpointBarrier.Kind;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.id.SubtaskId;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.StateFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Checkpoints, one after the other; those that somebody asks for, and the last one, have {@link
 * RequestedAndLastCheckpointsTest}.
 */
class CheckpointCoordinatorTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void rule51_metadataThenRecordThenNotification() {
        Rig rig = Rig.everyTenSeconds().running();

        List<CheckpointAction> triggered = rig.pass(TEN);
        CheckpointBarrier barrier =
                new CheckpointBarrier(1, Rig.START_MILLIS + 10_000, Kind.CHECKPOINT);
        assertThat(triggered).contains(new Trigger(barrier, List.of(SOURCE)));

        List<CheckpointAction> acked = rig.ackAll(1);
        CheckpointMetadata metadata = only(WriteMetadata.class, acked).metadata();
        assertThat(acked).hasSize(1);
        assertThat(metadata.ref()).isEqualTo(rig.chk(1));
        assertThat(metadata.operators().stream().map(e -> e.operator().name()))
                .containsExactly("source", "map", "count");
        assertThat(metadata.enumerators()).containsOnlyKeys(SOURCE);

        List<CheckpointAction> written = rig.written(1);
        StoreRecord store = only(StoreRecord.class, written);
        assertThat(written).hasSize(1);
        assertThat(store.next().completed())
                .singleElement()
                .satisfies(
                        entry -> {
                            assertThat(entry.ref()).isEqualTo(rig.chk(1));
                            assertThat(entry.announced()).isTrue();
                        });

        List<CheckpointAction> stored = rig.stored(written);
        assertThat(stored).contains(new NotifyComplete(1, true));
        assertThat(rig.coordinator.lastCompletedTriggerMillis())
                .hasValue(Rig.START_MILLIS + 10_000);
    }

    @Test
    void waitsForEverySubtaskAndEveryEnumerator() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.pass(TEN);

        rig.ack(C0, 1);
        rig.ack(C0, 1);
        rig.ack(S0, 1);
        assertThat(rig.ack(S1, 1)).isEmpty();
        List<CheckpointAction> last =
                rig.on(new CheckpointEvent.EnumeratorStored(SOURCE, 1, 1, Bytes.of(new byte[0])));
        assertThat(all(WriteMetadata.class, last)).hasSize(1);
    }

    @Test
    void nothingStartsBeforeTheJobRuns() {
        Rig rig = Rig.everyTenSeconds();

        assertThat(rig.pass(Duration.ofMinutes(1))).isEmpty();
        assertThat(rig.request(1, Kind.SAVEPOINT)).isEmpty();
        List<CheckpointAction> actions = rig.on(new CheckpointEvent.Running());
        assertThat(only(Trigger.class, actions).barrier().kind()).isEqualTo(Kind.SAVEPOINT);
    }

    @Test
    void rule52_oneAtATimeAndIntervalFromStartToStart() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.pass(TEN);
        assertThat(all(Trigger.class, rig.pass(Duration.ofSeconds(12)))).isEmpty();

        List<CheckpointAction> completed = rig.complete(1);

        assertThat(only(Trigger.class, completed).barrier().checkpointId()).isEqualTo(2);
        assertThat(only(WakeAt.class, completed).nanos())
                .as("the timeout of the second")
                .isEqualTo(Duration.ofSeconds(22 + 600).toNanos());
    }

    @Test
    void rule52_thePauseIsKept() {
        Rig rig =
                new Rig("sampo.checkpoint { interval = 10s, min-pause = 4s, dir = /c }").running();
        rig.pass(TEN);
        rig.pass(Duration.ofSeconds(9));

        List<CheckpointAction> completed = rig.complete(1);

        assertThat(all(Trigger.class, completed)).isEmpty();
        assertThat(only(WakeAt.class, completed).nanos())
                .isEqualTo(Duration.ofSeconds(23).toNanos());
        assertThat(all(Trigger.class, rig.pass(Duration.ofSeconds(3)))).isEmpty();
        assertThat(all(Trigger.class, rig.pass(Duration.ofSeconds(1)))).hasSize(1);
    }

    @Test
    void rule52_anExpiredCheckpointIsThrownAwayAndTheJobGoesOn() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.pass(TEN);
        rig.ack(S0, 1);

        List<CheckpointAction> expired = rig.pass(Duration.ofMinutes(10));

        assertThat(expired)
                .contains(new NotifyAborted(1, 0), new Discard(rig.chk(1)))
                .noneMatch(FailJob.class::isInstance);
        assertThat(only(Report.class, expired).statistics().failure())
                .hasValueSatisfying(
                        reason ->
                                assertThat(reason)
                                        .contains("timeout=PT10M")
                                        .contains("enumerator of source, count[0], source[1]"));
        assertThat(only(Trigger.class, expired).barrier().checkpointId()).isEqualTo(2);
        assertThat(rig.coordinator.failuresInARow()).isEqualTo(1);
        rig.complete(2);
        assertThat(rig.coordinator.failuresInARow()).isZero();
    }

    @Test
    void rule52_aLimitOfFailuresFailsTheJob() {
        Rig rig =
                new Rig("sampo.checkpoint { interval = 10s, dir = /c, tolerated-failures = 1 }")
                        .running();
        rig.pass(TEN);
        assertThat(all(FailJob.class, rig.on(declined(1, false)))).isEmpty();
        rig.pass(TEN);

        FailJob failed = only(FailJob.class, rig.on(declined(2, false)));

        assertThat(failed.cause()).hasMessageContaining("sampo.checkpoint.tolerated-failures=1");
        assertThat(failed.cause().code()).isEqualTo(ErrorCode.CHECKPOINT_FAILED);
        assertThat(rig.pass(TEN)).isEmpty();
    }

    @Test
    void rule52_notBeingReadyIsNoFailure() {
        Rig rig =
                new Rig("sampo.checkpoint { interval = 10s, dir = /c, tolerated-failures = 0 }")
                        .running();
        rig.pass(TEN);

        List<CheckpointAction> actions = rig.on(declined(1, true));

        assertThat(actions).contains(new NotifyAborted(1, 0)).noneMatch(FailJob.class::isInstance);
        assertThat(rig.coordinator.failuresInARow()).isZero();
    }

    @Test
    void acksOfAnotherAttemptAreIgnored() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.pass(TEN);

        rig.on(new CheckpointEvent.Acked(S0, 7, 1, Map.of(), false, 0));
        rig.on(new CheckpointEvent.Declined("source[0]", 7, 1, false, "zombie"));
        assertThat(rig.ackAll(1)).as("source[0] had not acked yet").hasSize(1);
    }

    @Test
    void whatIsStoredTooLateIsThrownAway() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.pass(TEN);
        rig.on(declined(1, false));
        String fresh = "shared/1-1-count-0-1-a.sst";

        List<CheckpointAction> late = rig.on(rig.acked(C0, 1, Map.of("a", file(fresh))));

        assertThat(late).contains(new Discard(rig.chk(1)), new DeleteShared(List.of(fresh)));
    }

    @Test
    void aRepeatedAckOfACompleteCheckpointThrowsNothingAway() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.pass(TEN);
        rig.complete(1);

        assertThat(rig.ack(C0, 1)).isEmpty();
    }

    @Test
    void sharedFilesLiveAsLongAsAKeptCheckpointRefersToThem() {
        Rig rig = new Rig("sampo.checkpoint { interval = 10s, dir = /c, retained = 1 }").running();
        String old = "shared/1-1-count-0-1-a.sst";
        String both = "shared/1-1-count-0-2-b.sst";
        rig.pass(TEN);
        rig.on(rig.acked(C0, 1, Map.of("a", file(old), "b", file(both))));
        rig.complete(1);
        rig.pass(TEN);
        rig.on(rig.acked(C0, 2, Map.of("b", file(both))));

        List<CheckpointAction> second = rig.complete(2);

        assertThat(second)
                .containsSubsequence(
                        new NotifyComplete(2, true),
                        new Discard(rig.chk(1)),
                        new DeleteShared(List.of(old)));
        rig.pass(TEN);
        assertThat(rig.on(rig.acked(C0, 3, Map.of("a", file(old)))))
                .as("a file that was given up cannot come back")
                .contains(new NotifyAborted(3, 2), new Discard(rig.chk(3)));
    }

    @Test
    void anAckForAnOperatorOfAnotherChainFailsTheCheckpoint() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.pass(TEN);

        List<CheckpointAction> actions =
                rig.on(
                        new CheckpointEvent.Acked(
                                C0, 1, 1, Map.of(MAP, OperatorSnapshot.EMPTY), false, 0));

        assertThat(actions).contains(new NotifyAborted(1, 0));
        assertThat(only(Report.class, actions).statistics().failure())
                .hasValueSatisfying(reason -> assertThat(reason).contains("[map]"));
    }

    @Test
    void metadataThatCannotBeWrittenFailsTheCheckpointOnly() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.pass(TEN);
        rig.ackAll(1);

        List<CheckpointAction> actions =
                rig.on(new CheckpointEvent.MetadataFailed(1, "disk is full"));

        assertThat(actions)
                .contains(new NotifyAborted(1, 0), new Discard(rig.chk(1)))
                .noneMatch(FailJob.class::isInstance);
    }

    @Test
    void aRecordThatCannotBeStoredMayBeStored() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.pass(TEN);
        rig.ackAll(1);
        StoreRecord store = only(StoreRecord.class, rig.written(1));
        long revision = store.next().revision();

        List<CheckpointAction> failed =
                rig.on(new CheckpointEvent.RecordFailed(revision, "disk is full"));
        assertThat(failed).as("not thrown away, not announced").hasOnlyElementsOfType(WakeAt.class);
        assertThat(rig.pass(Duration.ofMillis(500))).noneMatch(StoreRecord.class::isInstance);
        assertThat(rig.pass(Duration.ofMillis(500))).contains(store);

        assertThat(rig.on(new CheckpointEvent.RecordStored(revision)))
                .contains(new NotifyComplete(1, true));
    }

    @Test
    void aRecordThatSomebodyElseChangedEndsTheAttempt() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.pass(TEN);
        rig.ackAll(1);
        long revision = only(StoreRecord.class, rig.written(1)).next().revision();

        List<CheckpointAction> actions = rig.on(new CheckpointEvent.RecordFenced(revision));

        assertThat(only(FailJob.class, actions).cause().code()).isEqualTo(ErrorCode.HELD_BY_OTHER);
        assertThat(actions).as("nothing is deleted").noneMatch(Discard.class::isInstance);
        assertThat(rig.pass(TEN)).isEmpty();
    }

    @Test
    void whenTheAttemptEndsWhatIsPendingIsThrownAwayUnlessTheRecordMayNameIt() {
        Rig collecting = Rig.everyTenSeconds().running();
        collecting.pass(TEN);
        assertThat(collecting.on(new CheckpointEvent.Stopped("count[0] failed")))
                .contains(new Discard(collecting.chk(1)));

        Rig storing = Rig.everyTenSeconds().running();
        storing.pass(TEN);
        storing.ackAll(1);
        storing.written(1);
        assertThat(storing.on(new CheckpointEvent.Stopped("count[0] failed"))).isEmpty();
    }

    @Test
    void idsAreSetAsideBeforeTheyAreUsed() {
        RecordContent record = RecordContent.fresh("job").beginAttempt(null);
        Rig rig = new Rig("sampo.checkpoint { interval = 10s, dir = /c }", true, record, Set.of());
        rig.running();
        for (long id = 1; id <= RecordContent.ID_BLOCK; id++) {
            assertThat(only(Trigger.class, rig.pass(TEN)).barrier().checkpointId()).isEqualTo(id);
            rig.on(declined(id, false));
        }

        List<CheckpointAction> reserve = rig.pass(TEN);
        assertThat(all(Trigger.class, reserve)).isEmpty();
        assertThat(only(StoreRecord.class, reserve).next().idsBelow()).isEqualTo(201);
        assertThat(only(Trigger.class, rig.stored(reserve)).barrier().checkpointId())
                .isEqualTo(101);
    }

    @Test
    void damagedCheckpointsAreRetiredFirst() {
        RecordContent before =
                RecordContent.fresh("job")
                        .beginAttempt(null)
                        .complete(List.of(Rig.completed(1, 1), Rig.completed(2, 1)), 3)
                        .beginAttempt(null);
        Rig rig =
                new Rig("sampo.checkpoint { interval = 10s, dir = /c }", true, before, Set.of(2L));
        rig.running();
        long id = only(Trigger.class, rig.pass(TEN)).barrier().checkpointId();
        assertThat(id).isEqualTo(101);

        List<CheckpointAction> actions = rig.complete(id);

        assertThat(rig.record.completed()).extracting(e -> e.ref().id()).containsExactly(1L, 101L);
        assertThat(actions).contains(new Discard(Rig.completed(2, 1).ref()));
    }

    @Test
    void statisticsAddUpTheFiles() {
        Rig rig = Rig.everyTenSeconds().running();
        rig.pass(TEN);
        rig.on(rig.acked(C0, 1, Map.of("a", file("shared/1-1-count-0-1-a.sst"))));
        rig.complete(1);
        rig.pass(TEN);
        rig.on(
                rig.acked(
                        C0,
                        2,
                        Map.of(
                                "a", file("shared/1-1-count-0-1-a.sst"),
                                "b", file("chk-2-1/count-0-b-1"))));
        rig.pass(Duration.ofSeconds(3));

        CheckpointStatistics statistics = only(Report.class, rig.complete(2)).statistics();

        assertThat(statistics.stateBytes()).isEqualTo(200);
        assertThat(statistics.newBytes()).isEqualTo(100);
        assertThat(statistics.acks()).isEqualTo(3);
        assertThat(statistics.maxAlignmentNanos()).isEqualTo(5);
        assertThat(statistics.durationNanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
        assertThat(statistics.failure()).isEmpty();
    }

    @Test
    void theRecordMustNameTheAttempt() {
        assertThatThrownBy(
                        () ->
                                new CheckpointCoordinator(
                                        Rig.plan(2, true),
                                        CheckpointSettingsTest.settings(""),
                                        RecordContent.fresh("job").beginAttempt(null),
                                        new SharedFiles(),
                                        Set.of()))
                .hasMessageContaining("recorded=1 attempt=2");
    }

    private static StateFile file(String path) {
        return new StateFile(path, 100, "00000000");
    }

    @Test
    void subtasksOfThePlanAreThoseOfAllChains() {
        assertThat(Rig.plan(1, true).subtasks()).containsExactly(S0, S1, new SubtaskId(COUNT, 0));
    }
}
