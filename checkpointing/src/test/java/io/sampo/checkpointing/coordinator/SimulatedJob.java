/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.checkpointing.restore.CheckpointLoader;
import io.sampo.checkpointing.restore.RestorePoint;
import io.sampo.checkpointing.restore.RestoreRequest;
import io.sampo.checkpointing.storage.CheckpointMetadata;
import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.checkpointing.storage.CheckpointRef;
import io.sampo.checkpointing.storage.CheckpointStorage;
import io.sampo.checkpointing.storage.CompletedCheckpoint;
import io.sampo.checkpointing.storage.FileCheckpointStorage;
import io.sampo.checkpointing.storage.FileJobRecord;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.element.CheckpointBarrier.Kind;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.SubtaskId;
import io.sampo.core.testkit.SimulatedFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One life of a process that runs a job: the coordinator, the record and the storage are real, on a
 * simulated disk; subtasks, messages and time are played with a seed. What must hold when the
 * process starts again is checked against what the world has seen of its earlier lives.
 */
final class SimulatedJob {
    /** What cannot be taken back. */
    static final class World {
        final Set<Long> usedIds = new HashSet<>();
        final List<CheckpointRef> savepoints = new ArrayList<>();
        int lastAttempt;
        long committed;
        RecordContent.@Nullable Ending ended;
        int completed;
        int failed;
    }

    private static final Path ROOT = Path.of("/c");
    private static final CheckpointSettings KEEPS_ONE = keeping(1);
    private static final CheckpointSettings KEEPS_TWO = keeping(2);

    private final SimulatedFiles disk;
    private final Random random;
    private final CheckpointSettings settings;
    private final World world;
    private final String name;
    private final CheckpointStorage storage;
    private final FileJobRecord record;
    private final ArrayDeque<Runnable> io = new ArrayDeque<>();
    private final List<SimulatedSubtask> subtasks = new ArrayList<>();
    private CheckpointCoordinator coordinator;
    private int attempt;
    private Now now = new Now(Rig.START_MILLIS, 0);
    private boolean attemptOver;
    private long requests;

    private static CheckpointSettings keeping(int retained) {
        return CheckpointSettingsTest.settings(
                "sampo.checkpoint { interval = 1s, timeout = 8s, dir = /c, retained = "
                        + retained
                        + "}");
    }

    /** Starts the process and checks what it finds. */
    SimulatedJob(SimulatedFiles disk, Random random, World world, String name) {
        this.disk = disk;
        this.random = random;
        this.world = world;
        settings = random.nextBoolean() ? KEEPS_ONE : KEEPS_TWO;
        this.name = name;
        CheckpointPaths paths = new CheckpointPaths(ROOT, "job");
        storage = new FileCheckpointStorage(disk, paths, "job");
        record = FileJobRecord.open(disk, paths, "job");
        if (world.ended != null) {
            assertThat(record.current().ending()).as(name).isEqualTo(world.ended);
        }
        coordinator = beginAttempt();
        checkNothingIsLeftBehind();
    }

    private CheckpointCoordinator beginAttempt() {
        RecordContent before = record.current();
        RecordContent begun = before.beginAttempt(null);
        if (!record.compareAndSet(before, begun)) {
            throw new AssertionError(name + ": the record changed in between: " + before);
        }
        assertThat(begun.attempt()).as(name).isGreaterThan(world.lastAttempt);
        world.lastAttempt = begun.attempt();
        attempt = begun.attempt();
        checkSound(begun);
        storage.cleanUp(begun);
        RestorePoint point = new CheckpointLoader(storage).load(begun, RestoreRequest.normal(true));
        assertThat(point.passedOver()).as(name).isEmpty();
        Optional<CheckpointMetadata> restored =
                point.checkpoint().map(checkpoint -> checkpoint.metadata());
        assertThat(restored.map(CheckpointMetadata::checkpointId).orElse(0L))
                .as("%s: nothing that sinks committed for is lost", name)
                .isGreaterThanOrEqualTo(begun.lineageAttempt() == 1 ? world.committed : 0);
        subtasks.clear();
        for (SubtaskId subtask : Rig.plan(attempt, true).subtasks()) {
            subtasks.add(new SimulatedSubtask(subtask, attempt, disk, storage, random, restored));
        }
        attemptOver = false;
        return new CheckpointCoordinator(
                Rig.plan(attempt, true),
                settings,
                begun,
                storage.sharedFiles(begun.completed(), restored),
                point.damagedIds());
    }

    private void checkSound(RecordContent content) {
        for (CompletedCheckpoint entry : content.completed()) {
            assertThat(storage.findDamage(storage.read(entry.ref()), true))
                    .as("%s: the record names what is whole", name)
                    .isEmpty();
            assertThat(world.usedIds).as(name).contains(entry.ref().id());
        }
        for (CheckpointRef savepoint : world.savepoints) {
            assertThat(storage.findDamage(storage.read(savepoint), true)).as(name).isEmpty();
        }
    }

    private void checkNothingIsLeftBehind() {
        RecordContent content = record.current();
        Set<String> wanted = new HashSet<>(Set.of("LATEST"));
        for (CompletedCheckpoint entry : content.completed()) {
            if (entry.ref().savepoint()) {
                continue;
            }
            wanted.add(entry.ref() + "/metadata.json");
            storage.read(entry.ref()).metadata().files().forEach(file -> wanted.add(file.path()));
        }
        List<String> found =
                disk.files(ROOT.resolve("job")).stream()
                        .filter(file -> !file.startsWith("savepoint-"))
                        .toList();
        assertThat(found).as(name).containsExactlyInAnyOrderElementsOf(wanted);
    }

    /** Lives for so many events, then reads all input to its end; returns whether the job ended. */
    boolean live(int events) {
        event(new CheckpointEvent.Running());
        for (int i = 0; i < events && !attemptOver; i++) {
            happen();
            restartIfOver();
        }
        for (int i = 0; i < 2_000 && world.ended == null; i++) {
            disk.mend();
            for (SubtaskId source : Rig.plan(attempt, true).sourceSubtasks()) {
                event(new CheckpointEvent.SourceEnded(source, attempt));
            }
            goOn();
            restartIfOver();
        }
        return world.ended != null;
    }

    private void restartIfOver() {
        if (attemptOver && world.ended == null) {
            disk.mend();
            for (int i = random.nextInt(4); i > 0 && !io.isEmpty(); i--) {
                io.remove().run();
            }
            coordinator = beginAttempt();
            event(new CheckpointEvent.Running());
        }
    }

    private void happen() {
        switch (random.nextInt(150)) {
            case 0 -> event(new CheckpointEvent.Requested(requests++, Kind.SAVEPOINT));
            case 1 -> {
                event(new CheckpointEvent.Stopped("a subtask failed"));
                attemptOver = true;
            }
            case 2 ->
                    coordinator
                            .pendingCheckpoint()
                            .ifPresent(
                                    id ->
                                            event(
                                                    new CheckpointEvent.Declined(
                                                            "s", attempt, id, true, "not ready")));
            case 3, 4 ->
                    disk.breakAfter(
                            random.nextInt(8), 1 + random.nextInt(3), ErrorCode.EXTERNAL_IO);
            case 5 -> {
                Kind kind = random.nextInt(8) == 0 ? Kind.STOP : Kind.CHECKPOINT;
                event(new CheckpointEvent.Requested(requests++, kind));
            }
            default -> goOn();
        }
    }

    private void goOn() {
        int what = random.nextInt(3 + subtasks.size());
        if (what == 0) {
            pass(Duration.ofMillis(random.nextInt(1_500)));
        } else if (what < 3) {
            Runnable next = io.poll();
            if (next != null) {
                next.run();
            }
        } else {
            subtasks.get(what - 3).step().ifPresent(this::event);
        }
    }

    private void pass(Duration time) {
        now = new Now(now.millis() + time.toMillis(), now.nanos() + time.toNanos());
        event(new CheckpointEvent.Tick());
    }

    private void event(CheckpointEvent event) {
        for (CheckpointAction action : coordinator.on(event, now)) {
            perform(action);
        }
    }

    private void perform(CheckpointAction action) {
        if (action instanceof CheckpointAction.Trigger trigger) {
            CheckpointBarrier barrier = trigger.barrier();
            assertThat(world.usedIds.add(barrier.checkpointId())).as(name).isTrue();
            event(
                    new CheckpointEvent.EnumeratorStored(
                            Rig.SOURCE, attempt, barrier.checkpointId(), Bytes.of(new byte[9])));
            subtasks.forEach(subtask -> subtask.trigger(barrier));
        } else if (action instanceof CheckpointAction.NotifyComplete complete) {
            world.completed++;
            if (complete.commit()) {
                world.committed = Math.max(world.committed, complete.checkpointId());
            }
            notifyComplete(complete.checkpointId());
        } else if (action instanceof CheckpointAction.NotifyAborted aborted) {
            world.failed++;
            subtasks.forEach(
                    subtask -> subtask.aborted(aborted.checkpointId(), aborted.latestCompleted()));
        } else if (action instanceof CheckpointAction.Answer answer) {
            if (answer.result() instanceof CheckpointAction.Result.Complete complete) {
                if (complete.checkpoint().savepoint()) {
                    world.savepoints.add(complete.checkpoint());
                }
            }
        } else if (action instanceof CheckpointAction.EndJob end) {
            world.ended = end.how();
            attemptOver = true;
        } else if (action instanceof CheckpointAction.FailJob) {
            attemptOver = true;
        } else {
            CheckpointCoordinator asker = coordinator;
            io.add(() -> onDisk(action, asker));
        }
    }

    /** Completion may go unheard; commits are acked in any case, since they are asked for again. */
    private void notifyComplete(long id) {
        for (SimulatedSubtask subtask : subtasks) {
            if (random.nextBoolean()) {
                subtask.completed(id);
            }
        }
        CheckpointCoordinator asker = coordinator;
        for (SimulatedSubtask subtask : subtasks) {
            io.add(
                    () ->
                            answer(
                                    new CheckpointEvent.CommitAcked(
                                            subtask.id(), subtask.attempt(), id),
                                    asker));
        }
    }

    private void onDisk(CheckpointAction action, CheckpointCoordinator asker) {
        if (action instanceof CheckpointAction.WriteMetadata write) {
            long id = write.metadata().checkpointId();
            try {
                storage.writeMetadata(write.metadata());
                answer(new CheckpointEvent.MetadataWritten(id), asker);
            } catch (StreamException failure) {
                answer(new CheckpointEvent.MetadataFailed(id, "broken"), asker);
            }
        } else if (action instanceof CheckpointAction.StoreRecord store) {
            storeRecord(store, asker);
        } else {
            try {
                if (action instanceof CheckpointAction.Discard discard) {
                    storage.discard(discard.checkpoint());
                } else if (action instanceof CheckpointAction.DeleteShared delete) {
                    storage.deleteShared(delete.paths());
                }
            } catch (StreamException failure) {
                assertThat(failure).as("%s: a broken disk only", name).hasMessage("broken");
            }
        }
    }

    private void storeRecord(CheckpointAction.StoreRecord store, CheckpointCoordinator asker) {
        long revision = store.next().revision();
        try {
            boolean stored = record.compareAndSet(store.expected(), store.next());
            assertThat(stored || asker != coordinator || attemptOver).as(name).isTrue();
            answer(
                    stored
                            ? new CheckpointEvent.RecordStored(revision)
                            : new CheckpointEvent.RecordFenced(revision),
                    asker);
        } catch (StreamException failure) {
            answer(new CheckpointEvent.RecordFailed(revision, "broken"), asker);
        }
    }

    /** What an earlier attempt asked for is answered to nobody. */
    private void answer(CheckpointEvent event, CheckpointCoordinator asker) {
        if (asker == coordinator) {
            event(event);
        }
    }
}
