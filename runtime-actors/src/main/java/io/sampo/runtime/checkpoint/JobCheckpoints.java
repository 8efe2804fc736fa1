/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.checkpoint;

import io.sampo.checkpointing.coordinator.CheckpointPlan;
import io.sampo.checkpointing.coordinator.CheckpointSettings;
import io.sampo.checkpointing.restore.CheckpointLoader;
import io.sampo.checkpointing.restore.DamagedCheckpoint;
import io.sampo.checkpointing.restore.OperatorRenames;
import io.sampo.checkpointing.restore.RestorePlan;
import io.sampo.checkpointing.restore.RestorePoint;
import io.sampo.checkpointing.restore.RestoreRequest;
import io.sampo.checkpointing.restore.StateAssigner;
import io.sampo.checkpointing.storage.CheckpointMetadata;
import io.sampo.checkpointing.storage.CheckpointPaths;
import io.sampo.checkpointing.storage.CheckpointRef;
import io.sampo.checkpointing.storage.CheckpointStorage;
import io.sampo.checkpointing.storage.FileCheckpointStorage;
import io.sampo.checkpointing.storage.FileJobRecord;
import io.sampo.checkpointing.storage.JobRecord;
import io.sampo.checkpointing.storage.MemoryJobRecord;
import io.sampo.checkpointing.storage.RecordContent;
import io.sampo.checkpointing.storage.SharedFiles;
import io.sampo.checkpointing.storage.StoredCheckpoint;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.core.io.FileStore;
import io.sampo.core.io.Locations;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.graph.JobVertex;
import io.sampo.operators.graph.JobVertex.ChainedOperator;
import io.sampo.runtime.subtask.SnapshotStores;
import io.sampo.state.snapshot.SnapshotFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stored checkpoints of one job, and its durable record. Held from the start of the job to its
 * end. All methods block on storage; they are called one after the other, off the actors' threads.
 */
public final class JobCheckpoints implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobCheckpoints.class);

    private static final long NOT_OF_THIS_JOB = -1;

    private final String jobName;
    private final CheckpointSettings settings;
    private final CheckpointStorage storage;
    private final JobRecord record;
    private final @Nullable String run;
    private final Map<Long, String> knownDamage = new HashMap<>();

    /** The checkpoint of this job from which the present attempt was restored. */
    private long restoredId = NOT_OF_THIS_JOB;

    /** Whether the savepoint that the job was started from is still to be deleted. */
    private boolean claimed;

    /** Whether an attempt was begun here. */
    private boolean begun;

    /** Reads what was restored last; replaced with each attempt, read by subtasks. */
    private volatile @Nullable SnapshotFiles restoredFiles;

    private JobCheckpoints(
            String jobName,
            CheckpointSettings settings,
            CheckpointStorage storage,
            JobRecord record,
            @Nullable String run) {
        this.jobName = jobName;
        this.settings = settings;
        this.storage = storage;
        this.record = record;
        this.run = run;
        claimed = settings.restore().claim();
    }

    /**
     * Opens the storage and takes hold of the record.
     *
     * @param files where checkpoints are
     * @throws StreamException with {@code HELD_BY_OTHER} if another process runs the job
     */
    public static JobCheckpoints open(JobGraph job, CheckpointSettings settings, FileStore files) {
        return open(job, settings, files, FileJobRecord::open, null);
    }

    /** Opens the record of a job with durable checkpoints, where that is kept. */
    public interface Records {
        /** Takes hold of the record; as {@link FileJobRecord#open}. */
        JobRecord open(FileStore files, CheckpointPaths paths, String jobName);
    }

    /**
     * Opens the storage and takes hold of the record; as {@link #open(JobGraph, CheckpointSettings,
     * FileStore)}.
     *
     * @param run names the submission, for which the job is run to its end once, whatever processes
     *     are lost; null if each start of a process runs it
     */
    public static JobCheckpoints open(
            JobGraph job,
            CheckpointSettings settings,
            FileStore files,
            Records records,
            @Nullable String run) {
        Optional<Path> dir = settings.dir();
        if (dir.isEmpty()) {
            return new JobCheckpoints(
                    job.name(),
                    settings,
                    CheckpointStorage.none(),
                    new MemoryJobRecord(job.name()),
                    run);
        }
        CheckpointPaths paths =
                new CheckpointPaths(dir.get(), settings.recordDir().orElse(dir.get()), job.name());
        return new JobCheckpoints(
                job.name(),
                settings,
                new FileCheckpointStorage(files, paths, job.name()),
                records.open(files, paths, job.name()),
                run);
    }

    /**
     * What an attempt begins with.
     *
     * @param content the record, as stored for it
     * @param plan what it consists of
     * @param restored the state of its subtasks; null at a new start
     * @param enumerators the state of its enumerators
     * @param restoredFrom names the checkpoint that it goes on from, for people; null at a new
     *     start
     * @param restoredBase the directory that the files of that checkpoint are relative to
     * @param sharedFiles counted over the checkpoints that the record names
     * @param damaged the ids of those that are of no use
     */
    public record Attempt(
            RecordContent content,
            CheckpointPlan plan,
            @Nullable RestorePlan restored,
            Map<OperatorId, byte[]> enumerators,
            @Nullable String restoredFrom,
            @Nullable Path restoredBase,
            SharedFiles sharedFiles,
            Set<Long> damaged) {}

    /**
     * Returns whether there is nothing left to do: the job came to its end in this run, and who was
     * to note that was lost; or it has finished before, and the user does not want it to start
     * over.
     */
    public boolean isDone() {
        RecordContent last = record.current();
        return switch (last.ending()) {
            case NONE -> false;
            case STOPPED -> isOfThisRun(last);
            case FINISHED ->
                    isOfThisRun(last)
                            || settings.restore().ifFinished()
                                    == CheckpointSettings.IfFinished.DO_NOTHING;
        };
    }

    /** Returns the savepoint that the job stopped with; nothing if it has not, or goes on. */
    public Optional<Path> stoppedWith() {
        RecordContent last = record.current();
        return last.ending() == RecordContent.Ending.STOPPED
                ? last.newest().map(newest -> directoryOf(newest.ref()))
                : Optional.empty();
    }

    /** Returns what the record says of this submission; nothing before its first attempt. */
    public Optional<RecordContent> before() {
        RecordContent last = record.current();
        return last.attempt() > 0 && isOfThisRun(last) ? Optional.of(last) : Optional.empty();
    }

    private boolean isOfThisRun(RecordContent last) {
        return begun || run != null && run.equals(last.run());
    }

    /**
     * Makes the next attempt known durably and finds what it goes on from.
     *
     * @param job as it was opened, but for the parallelism
     */
    public Attempt beginAttempt(JobGraph job) {
        RecordContent before = record.current();
        String from = settings.restore().from().map(Path::toString).orElse(null);
        RecordContent content = before.beginAttempt(from, run);
        boolean commits = job.commits();
        RestorePoint point = find(content, commits);
        StoredCheckpoint checkpoint = point.checkpoint().orElse(null);
        boolean foreign = content.restorable().isEmpty();
        RestorePlan restored = null;
        if (checkpoint != null) {
            if (foreign) {
                checkpoint = renamed(checkpoint);
                content = content.above(checkpoint.metadata().ref());
            }
            restored =
                    StateAssigner.assign(
                            checkpoint.metadata(),
                            OperatorShapes.of(job),
                            settings.restore().allowDroppedState());
        }
        // Only now: a start from a checkpoint that cannot be used leaves the job as it was.
        if (!record.compareAndSet(before, content)) {
            throw new StreamException(
                    ErrorCode.HELD_BY_OTHER,
                    "Somebody else changed the job's record: job=" + jobName);
        }
        begun = true;
        CheckpointPlan plan = plan(job, content.attempt(), commits);
        SharedFiles shared =
                storage.sharedFiles(
                        content.completed(),
                        point.checkpoint().map(StoredCheckpoint::metadata).filter(own -> !foreign));
        restoredId = NOT_OF_THIS_JOB;
        if (checkpoint == null) {
            return new Attempt(
                    content, plan, null, Map.of(), null, null, shared, point.damagedIds());
        }
        restoredFiles = checkpoint.files();
        if (!foreign) {
            restoredId = checkpoint.metadata().checkpointId();
        }
        return new Attempt(
                content,
                plan,
                restored,
                checkpoint.metadata().enumerators(),
                checkpoint.directory().toString(),
                checkpoint.base(),
                shared,
                point.damagedIds());
    }

    /**
     * Deletes what earlier attempts have left behind. Nothing waits for it: what is there has other
     * names than what the attempt writes. What cannot be deleted is left to the next attempt.
     *
     * @param content the record, as stored for the attempt that has begun
     */
    public void cleanUp(RecordContent content) {
        try {
            storage.cleanUp(content);
            dropClaimed(content);
        } catch (StreamException failure) {
            LOG.warn(
                    "Something of earlier attempts is left over: job={} {}",
                    jobName,
                    failure.getMessage());
        }
    }

    /** What the user says about the checkpoint to start from holds for that one only. */
    private StoredCheckpoint renamed(StoredCheckpoint chosen) {
        if (settings.restore().claim() && !chosen.metadata().ref().savepoint()) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "Only savepoints can be claimed, a checkpoint belongs to its job: directory="
                            + chosen.directory()
                            + ". Set sampo.checkpoint.restore.claim = false.");
        }
        CheckpointMetadata metadata =
                OperatorRenames.apply(chosen.metadata(), settings.restore().renamed());
        return new StoredCheckpoint(metadata, chosen.directory(), chosen.base(), chosen.files());
    }

    /**
     * Deletes the savepoint that the job was started from, if it was claimed and the job has a
     * checkpoint of its own by now, which refers to nothing of it.
     *
     * @param content what the record says
     */
    void dropClaimed(RecordContent content) {
        String from = settings.restore().from().map(Path::toString).orElse("");
        boolean own = !content.restorable().isEmpty();
        if (claimed && own && from.equals(content.restoredFrom())) {
            claimed = false;
            try {
                storage.deleteSavepoint(Locations.of(from));
            } catch (StreamException failure) {
                LOG.warn(
                        "A claimed savepoint could not be deleted: job={} directory={} {}",
                        jobName,
                        from,
                        failure.getMessage());
            }
        }
    }

    private RestorePoint find(RecordContent content, boolean commits) {
        RestorePoint point =
                new CheckpointLoader(storage)
                        .load(
                                content,
                                new RestoreRequest(
                                        commits,
                                        settings.restore().acceptDuplicates(),
                                        knownDamage,
                                        false));
        for (DamagedCheckpoint damaged : point.passedOver()) {
            LOG.warn("A damaged checkpoint is passed over: job={} {}", jobName, damaged);
        }
        return point;
    }

    /**
     * Notes that the checkpoint from which the present attempt was restored has been found damaged,
     * so that it is not tried again.
     *
     * @throws StreamException {@code what} itself, if there is nothing else to go on from: the
     *     attempt began anew, or with a checkpoint that the user chose
     */
    public void noteDamage(Throwable what) {
        long id = restoredId;
        if (id == NOT_OF_THIS_JOB || knownDamage.putIfAbsent(id, what.toString()) != null) {
            throw what instanceof StreamException known
                    ? known
                    : new StreamException(
                            ErrorCode.CHECKPOINT_DAMAGED, "A checkpoint is damaged: " + what, what);
        }
    }

    private CheckpointPlan plan(JobGraph job, int attempt, boolean commits) {
        List<CheckpointPlan.Chain> chains = new ArrayList<>();
        for (JobVertex vertex : job.vertices()) {
            List<CheckpointPlan.ChainedOperator> operators = new ArrayList<>();
            for (ChainedOperator operator : vertex.operators()) {
                operators.add(
                        new CheckpointPlan.ChainedOperator(operator.id(), vertex.maxParallelism()));
            }
            chains.add(
                    new CheckpointPlan.Chain(
                            vertex.source() != null, vertex.parallelism(), operators));
        }
        return new CheckpointPlan(jobName, attempt, storage.durable(), commits, chains);
    }

    /** Returns where subtasks put their snapshots. */
    public SnapshotStores snapshotStores() {
        return SnapshotStores.of(storage);
    }

    /** Returns what reads the snapshots that the present attempt is restored from. */
    public SnapshotFiles restoredFiles() {
        return new CurrentFiles(this);
    }

    SnapshotFiles currentFiles() {
        SnapshotFiles files = restoredFiles;
        if (files == null) {
            throw new IllegalStateException("Nothing is restored: job=" + jobName);
        }
        return files;
    }

    /** Returns whether checkpoints are kept. */
    public boolean durable() {
        return storage.durable();
    }

    /** Returns what a checkpoint guarantees about the state. */
    public CheckpointSettings.Mode guarantee() {
        return settings.mode();
    }

    CheckpointSettings settings() {
        return settings;
    }

    CheckpointStorage storage() {
        return storage;
    }

    JobRecord record() {
        return record;
    }

    /** Returns the directory of a savepoint. */
    Path directoryOf(CheckpointRef checkpoint) {
        Path root = settings.dir().orElseThrow();
        return new CheckpointPaths(root, jobName).directory(checkpoint);
    }

    @Override
    public void close() {
        record.close();
    }
}
