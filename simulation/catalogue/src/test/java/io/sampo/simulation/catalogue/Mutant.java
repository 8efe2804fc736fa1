/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import java.util.List;

/**
 * A bug of the kind that the simulation is for, made by changing a line or two of the engine. The
 * list was written before the search. {@code from} must be in the source once, word by word.
 */
enum Mutant {
    BARRIER_FORWARDED_BEFORE_THE_SNAPSHOT(
            "windows",
            new Edit(
                    Sources.RUNTIME + "subtask/SubtaskCheckpoints.java",
                    "        chain.prepareSnapshot(id);\n",
                    "        outputs.control(barrier);\n        chain.prepareSnapshot(id);\n"),
            new Edit(
                    Sources.RUNTIME + "subtask/SubtaskCheckpoints.java",
                    "        outputs.control(barrier);\n        if (storing",
                    "        if (storing")),
    ALIGNMENT_SKIPPED_ON_ONE_CHANNEL(
            "join",
            Weather.FAILURES,
            new Edit(
                    Sources.CHECKPOINTING + "barrier/AlignedBarriers.java",
                    "    public boolean isBlocked(int channel) {\n        return blocked",
                    "    public boolean isBlocked(int channel) {\n        return channel != 0 && blocked")),
    ACK_OF_AN_OLD_ATTEMPT_ACCEPTED(
            "splits",
            Weather.SLOW_AND_FAILING,
            new Edit(
                    Sources.RUNTIME + "master/JobMaster.java",
                    "running == null || event.attempt() != life.attempt()) {\n"
                            + "            RunningAttempt.stopLate",
                    "running == null) {\n            RunningAttempt.stopLate"),
            new Edit(
                    Sources.RUNTIME + "worker/AttemptWorker.java",
                    "event -> self.tell(new Told(event));",
                    "event -> {\n"
                            + "            if (event instanceof SubtaskEvent.SnapshotStored) {\n"
                            + "                props.master().tell(new WorkerEvent.FromSubtask(event));\n"
                            + "            } else {\n"
                            + "                self.tell(new Told(event));\n"
                            + "            }\n"
                            + "        };"),
            new Edit(
                    Sources.CHECKPOINTING + "coordinator/CheckpointCoordinator.java",
                    "        if (ack.attempt() != plan.attempt()) {\n            return;\n        }\n"
                            + "        if (!isPending(Phase.COLLECTING, ack.checkpointId())) {",
                    "        if (phase != Phase.COLLECTING) {")),
    COMPLETION_ANNOUNCED_BEFORE_METADATA_IS_DURABLE(
            "windows",
            new Edit(
                    Sources.CHECKPOINTING + "coordinator/CheckpointCoordinator.java",
                    "            phase = Phase.WRITING;\n",
                    "            phase = Phase.WRITING;\n"
                            + "            actions.add(new CheckpointAction.NotifyComplete("
                            + "pending().id(), true));\n")),
    RECORD_WRITTEN_AFTER_THE_ANNOUNCEMENT(
            "windows",
            new Edit(
                    Sources.CHECKPOINTING + "coordinator/CheckpointCoordinator.java",
                    "        phase = Phase.STORING;\n",
                    "        phase = Phase.STORING;\n"
                            + "        actions.add(new CheckpointAction.NotifyComplete("
                            + "written.id(), true));\n")),
    COMMIT_NOT_REPEATED_AFTER_RESTORE(
            "windows",
            Weather.FAILURES,
            new Edit(
                    Sources.OPERATORS + "sink/internal/PendingCommits.java",
                    "        pending.addAll(restored);\n",
                    "")),
    TIMERS_LEFT_OUT_OF_THE_SNAPSHOT(
            "timers",
            new Edit(
                    Sources.STATE + "heap/HeapKeyedBackend.java",
                    "            marked.add(new MarkedTable.Live(queue));\n",
                    "")),
    WATERMARK_NOT_RESTORED(
            "late",
            Weather.FAILURES,
            new Edit(
                    Sources.OPERATORS + "process/StoredWatermark.java",
                    "        return any ? lowest : Long.MIN_VALUE;\n",
                    "        return Long.MIN_VALUE;\n"),
            new Edit(
                    Sources.OPERATORS + "process/KeyGroupWatermarks.java",
                    "                restored[i] = range.watermark;\n",
                    "")),
    SPLIT_ASSIGNMENT_AND_TRIGGER_REORDERED(
            "splits",
            new Edit(
                    Sources.RUNTIME + "source/EnumeratorActor.java",
                    "                step.run();\n                sendUpdates();\n",
                    "                step.run();\n"),
            new Edit(
                    Sources.RUNTIME + "source/EnumeratorActor.java",
                    "            byte[] state = host.snapshot(barrier.checkpointId());\n"
                            + "            sendUpdates();\n",
                    "            byte[] state = host.snapshot(barrier.checkpointId());\n"),
            new Edit(
                    Sources.RUNTIME + "source/EnumeratorActor.java",
                    "TriggerCheckpoint(barrier, updates.sentTo(i)));\n            }\n",
                    "TriggerCheckpoint(barrier, updates.sentTo(i)));\n            }\n"
                            + "            sendUpdates();\n")),
    VALUE_SHARED_WITH_AN_OPEN_SNAPSHOT(
            "timers",
            new Edit(
                    Sources.STATE + "heap/CopyOnWrite.java",
                    "            needed |= progress.epoch >= epoch && progress.needs(segment);\n",
                    "")),
    CREDIT_LEAKED(
            "diamond",
            new Edit(
                    Sources.RUNTIME + "exchange/LocalChannel.java",
                    "        credits.getAndIncrement();\n",
                    "        if (frame.control() == null) {\n"
                            + "            credits.getAndIncrement();\n        }\n")),
    SEQUENCE_GAP_IGNORED(
            "windows",
            Weather.LOSSY,
            new Edit(
                    Sources.RUNTIME + "network/RemoteReceiver.java",
                    "        if (sequence != expectedSequence) {",
                    "        if (sequence < expectedSequence) {"),
            new Edit(
                    Sources.RUNTIME + "network/RemoteReceiver.java",
                    "        expectedSequence++;\n",
                    "        expectedSequence = sequence + 1;\n")),
    CREDIT_LEAKED_ON_RESTART(
            "join",
            Weather.LOSSY,
            new Edit(
                    Sources.RUNTIME + "network/Links.java",
                    "        end.closed();\n        memory.release(end.memory());\n",
                    "        if (!end.isOver()) {\n            memory.release(end.memory());\n"
                            + "        }\n        end.closed();\n")),
    FALL_BACK_BEHIND_AN_ANNOUNCED_CHECKPOINT(
            "windows",
            Weather.DAMAGING,
            new Edit(
                    Sources.CHECKPOINTING + "restore/CheckpointLoader.java",
                    "            if (candidate.announced() && request",
                    "            if (!candidate.announced() && request")),
    ENTRY_OF_THE_NEXT_EPOCH_IN_A_CHECKPOINT(
            "windows",
            Weather.SLOW_AND_FAILING,
            new Edit(
                    Sources.STATE + "cache/ObjectCache.java",
                    "    ObjectRow forReading(ObjectRow row) {\n        if (",
                    "    ObjectRow forReading(ObjectRow row) {\n        if (isFrozen(row) || "),
            new Edit(
                    Sources.STATE + "cache/ObjectCache.java",
                    "    ObjectRow forChange(ObjectRow row) {\n        if (",
                    "    ObjectRow forChange(ObjectRow row) {\n        if (isFrozen(row) || "),
            new Edit(
                    Sources.STATE + "cache/ObjectCache.java",
                    "    void changed(ObjectRow row) {\n        if (",
                    "    void changed(ObjectRow row) {\n        if (isFrozen(row) || ")),
    CONTROL_ELEMENT_WAITS_FOR_CREDIT(
            "stalls",
            new Edit(
                    Sources.RUNTIME + "exchange/FrameWriter.java",
                    "        Frame frame = open != null ? open : new Frame(0, keyed);\n",
                    "        if (!channel.hasCredit()) {\n            awaitCredit();\n        }\n"
                            + "        Frame frame = open != null ? open : new Frame(0, keyed);\n")),
    SUBTASK_LEAVES_BEFORE_THE_FINAL_COMMIT(
            "windows",
            new Edit(
                    Sources.CHECKPOINTING + "coordinator/CheckpointCoordinator.java",
                    "        if (!uncommitted.isEmpty()) {\n            return;\n        }\n",
                    ""));

    private final String job;
    private final Weather weather;
    private final List<Edit> edits;

    Mutant(String job, Edit... edits) {
        this(job, Weather.EVERYTHING, edits);
    }

    Mutant(String job, Weather weather, Edit... edits) {
        this.job = job;
        this.weather = weather;
        this.edits = List.of(edits);
    }

    /** What else goes wrong, so that the bug matters, and on how many nodes. */
    enum Weather {
        EVERYTHING(1),
        FAILURES(1),
        SLOW_AND_FAILING(1),
        LOSSY(3),
        DAMAGING(3);

        private final int nodes;

        Weather(int nodes) {
            this.nodes = nodes;
        }

        int nodes() {
            return nodes;
        }
    }

    /** Where the modules' sources are. */
    private static final class Sources {
        static final String RUNTIME = "runtime-actors/src/main/java/io/sampo/runtime/";
        static final String CHECKPOINTING = "checkpointing/src/main/java/io/sampo/checkpointing/";
        static final String OPERATORS = "operators/src/main/java/io/sampo/operators/";
        static final String STATE = "state/src/main/java/io/sampo/state/";
    }

    /** A change of one source file, named from the root of the repository. */
    record Edit(String file, String from, String to) {}

    /** Returns the job of the catalogue that shows it. */
    String job() {
        return job;
    }

    Weather weather() {
        return weather;
    }

    List<Edit> edits() {
        return edits;
    }
}
