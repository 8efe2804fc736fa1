/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.directory.JobDirectory.Changed;
import io.sampo.runtime.directory.JobDirectory.Command;
import io.sampo.runtime.directory.JobDirectory.NotOpened;
import io.sampo.runtime.directory.JobDirectory.Open;
import io.sampo.runtime.directory.JobDirectory.Opened;
import io.sampo.runtime.directory.JobDirectory.QuorumChanged;
import io.sampo.runtime.master.ClusterWorkers;
import io.sampo.runtime.master.JobMaster;
import io.sampo.runtime.master.JobMasterProps;
import io.sampo.runtime.master.JobObserver;
import io.sampo.runtime.worker.WorkerHost;
import io.sampo.runtime.worker.WorkerNode;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The masters of the directory's jobs, from the opening of what they need until they end: while the
 * node sees the majority, each job that has not ended has one. Confined to the directory.
 */
final class JobMasters {
    private static final Logger LOG = LoggerFactory.getLogger(JobMasters.class);

    private final ActorContext<Command> context;
    private final TimerScheduler<Command> timers;
    private final DirectoryNode here;
    private final KnownJobs jobs;
    private final JobStorage stored;

    /** Counts masters; a job has its latest. */
    private long openings;

    /** Whether this node may act; unknown at first. */
    private boolean quorum;

    /** Replaced by the list of workers; read by job masters. */
    private volatile List<WorkerHost.Description> workers = List.of();

    /**
     * Creates it.
     *
     * @param context of the directory, which is told what comes from other threads
     * @param stored gets the ends of jobs
     */
    JobMasters(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            DirectoryNode here,
            KnownJobs jobs,
            JobStorage stored) {
        this.context = context;
        this.timers = timers;
        this.here = here;
        this.jobs = jobs;
        this.stored = stored;
        context.spawn(WorkerList.create(found -> workers = found), "workers");
    }

    /** Whether this node sees the majority. */
    boolean hasQuorum() {
        return quorum;
    }

    /** Without the majority there may be another directory, which has the jobs now. */
    void onQuorum(QuorumChanged changed) {
        if (changed.there() == quorum) {
            return;
        }
        quorum = changed.there();
        for (JobEntry entry : jobs.all()) {
            if (quorum) {
                open(entry.summary().name());
            } else {
                giveUp(entry);
            }
        }
    }

    private void giveUp(JobEntry entry) {
        ActorRef<JobMaster.Command> master = entry.suspend();
        if (master != null) {
            // Whether it is cut off, or is stopped, is told by whoever found it out.
            LOG.info(
                    "A job is given up, since this node does not act for the cluster: job={}",
                    entry.summary().name());
            context.stop(master);
        }
    }

    /** Gets what the job's master needs, on another thread, if the job is to have one now. */
    void open(String name) {
        JobEntry entry = jobs.get(name);
        if (entry == null || !quorum || entry.hasMaster() || entry.hasEnded()) {
            return;
        }
        ActorRef<Command> self = context.getSelf();
        long opening = ++openings;
        JobSubmission submission = entry.stored().submission();
        ClusterWorkers places =
                new ClusterWorkers(
                        nextRunId(),
                        submission.jars(),
                        () -> workers,
                        placement ->
                                self.tell(
                                        new Changed(
                                                name, opening, new JobChange.Placed(placement))));
        JobObserver observer = entry.newObserver(opening, places);
        here.worker()
                .node()
                .io()
                .execute(
                        () -> {
                            try {
                                JobMasterProps props =
                                        MasterParts.open(here, submission, places, observer);
                                self.tell(new Opened(name, opening, props));
                            } catch (Throwable failure) {
                                self.tell(new NotOpened(name, opening, failure));
                            }
                        });
    }

    /** Different in each process, and each time. */
    private String nextRunId() {
        WorkerNode node = here.worker();
        return node.transport().address()
                + "-"
                + node.node().clock().currentTimeMillis()
                + "-"
                + openings;
    }

    void onOpened(Opened opened) {
        JobEntry entry = jobs.get(opened.name());
        JobMasterProps props = opened.props();
        if (!quorum || entry == null || !entry.isLatest(opened.opening())) {
            props.release(() -> {});
        } else if (entry.isCancelled()) {
            props.release(() -> {});
            end(entry, JobChange.End.CANCELLED);
        } else {
            entry.connect(context.spawnAnonymous(JobMaster.create(props)), props.job());
        }
    }

    /**
     * What may pass is waited for: a node that is hung, or has only just been left, may hold the
     * job for a while, and storage may be away.
     */
    void onNotOpened(NotOpened failed) {
        JobEntry entry = jobs.get(failed.name());
        if (entry == null || !entry.isLatest(failed.opening())) {
            return;
        }
        ErrorCode code = StreamException.codeOf(failed.reason());
        if (entry.isCancelled()) {
            end(entry, JobChange.End.CANCELLED);
        } else if (code == ErrorCode.HELD_BY_OTHER || code.retryable()) {
            LOG.warn(
                    "A job cannot be begun yet: job={} {}",
                    failed.name(),
                    failed.reason().getMessage());
            entry.apply(new JobChange.Waiting(JobFailure.textOf(failed.reason())));
            openAgain(failed.name());
        } else {
            end(entry, new JobChange.End(JobStatus.FAILED, JobFailure.textOf(failed.reason()), ""));
        }
    }

    private void openAgain(String name) {
        timers.startSingleTimer(name, new Open(name), JobDirectory.ASK_AGAIN);
    }

    void onChanged(Changed changed) {
        JobEntry entry = jobs.get(changed.name());
        if (entry == null || !entry.isLatest(changed.opening())) {
            return;
        }
        if (changed.change() instanceof JobChange.Fenced) {
            LOG.warn("The master of a job was replaced: job={}", changed.name());
            entry.suspend();
            openAgain(changed.name());
        } else if (changed.change() instanceof JobChange.End end) {
            end(entry, end);
        } else {
            entry.apply(changed.change());
        }
    }

    private void end(JobEntry entry, JobChange.End end) {
        entry.end(end);
        LOG.info(
                "A job has ended: job={} status={}{}",
                entry.summary().name(),
                end.status(),
                end.savepoint().isEmpty() ? "" : " savepoint=" + end.savepoint());
        // Of a master that has had no attempt: what was to go on until then.
        workers.forEach(
                node -> node.host().tell(WorkerHost.RunBegins.never(entry.summary().name())));
        stored.end(entry.stored());
    }
}
