/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.graph.NewParallelism;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.master.ClusterWorkers;
import io.sampo.runtime.master.JobMaster;
import io.sampo.runtime.master.JobMasterProps;
import io.sampo.runtime.master.JobObserver;
import io.sampo.runtime.node.SerialExecutor;
import io.sampo.runtime.protocol.WireMessage;
import io.sampo.runtime.worker.WorkerHost;
import io.sampo.runtime.worker.WorkerNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All jobs of a cluster: takes them in, has a {@link JobMaster} for each that has not ended, and
 * knows how they are. Runs on one node at a time; the next one finds the jobs in the {@link
 * JobCatalog} and goes on with them.
 */
public final class JobDirectory extends AbstractBehavior<JobDirectory.Command> {
    private static final Logger LOG = LoggerFactory.getLogger(JobDirectory.class);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final DirectoryNode here;
    private final WorkerNode node;
    private final JobCatalog catalog;
    private final Executor storage;
    private final TimerScheduler<Command> timers;
    private final Map<String, JobEntry> jobs = new TreeMap<>();

    /** Whether the jobs of the directory before are known. */
    private boolean isLoaded;

    /** Counts masters; a job has its latest. */
    private long openings;

    /** Whether this node may act; unknown at first. */
    private boolean quorum;

    /** Replaced by the list of workers; read by job masters. */
    private volatile List<WorkerHost.Description> workers = List.of();

    /** What the directory is told. */
    public sealed interface Command extends WireMessage {}

    /** Run a job. Answered when it is durably known. */
    public record Submit(JobSubmission submission, ActorRef<Answer> replyTo) implements Command {}

    /** Say how the jobs are. */
    public record ListJobs(ActorRef<Jobs> replyTo) implements Command {}

    /** End a job. Answered when nothing of it runs any more. */
    public record Cancel(String name, ActorRef<Answer> replyTo) implements Command {}

    /** Take a savepoint of a job, and maybe end it with that. Answered with the directory. */
    public record TakeSavepoint(String name, CheckpointBarrier.Kind kind, ActorRef<Answer> replyTo)
            implements Command {}

    /**
     * Give a job another parallelism. Answered with the number of its last attempt when that is
     * durably known; the job goes on with it in a later one.
     */
    public record Rescale(String name, NewParallelism parallelism, ActorRef<Answer> replyTo)
            implements Command {}

    /** How the jobs are, by name. */
    public record Jobs(List<JobSummary> jobs) implements WireMessage {}

    /** What became of a request. */
    public sealed interface Answer extends WireMessage {}

    /** It was carried out. */
    public record Done(String result) implements Answer {}

    /** It was not. */
    public record Refused(Throwable reason) implements Answer {}

    private record Loaded(List<StoredJob> jobs) implements Command {}

    private record QuorumChanged(boolean there) implements Command {}

    private record NotLoaded(Throwable reason) implements Command {}

    private record Stored(Submit submit) implements Command {}

    private record Rescaled(Rescale request, JobSubmission submission) implements Command {}

    private record NotRescaled(Rescale request, Throwable reason) implements Command {}

    private record NotStored(String name, Throwable reason) implements Command {}

    private enum Load implements Command {
        INSTANCE
    }

    private record Open(String name) implements Command {}

    private record Opened(String name, long opening, JobMasterProps props) implements Command {}

    private record NotOpened(String name, long opening, Throwable reason) implements Command {}

    /**
     * Comes from what observes a job's master: something about the job has changed.
     *
     * @param opening of the master; one that was replaced has nothing to say
     */
    record Changed(String name, long opening, JobEntry.Change change) implements Command {}

    private JobDirectory(
            ActorContext<Command> context, TimerScheduler<Command> timers, DirectoryNode here) {
        super(context);
        this.timers = timers;
        this.here = here;
        this.node = here.worker();
        this.catalog = here.catalog();
        storage = new SerialExecutor(node.node().io());
        context.spawn(WorkerList.create(found -> workers = found), "workers");
        ActorRef<Command> self = context.getSelf();
        node.quorum().listen(there -> self.tell(new QuorumChanged(there)));
        load();
    }

    /** Returns the behavior; jobs that have not ended go on at once. */
    public static Behavior<Command> create(DirectoryNode here) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new JobDirectory(context, timers, here)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Loaded.class, this::onLoaded)
                .onMessage(QuorumChanged.class, this::onQuorum)
                .onMessage(NotLoaded.class, this::onNotLoaded)
                .onMessage(Submit.class, this::onSubmit)
                .onMessage(Stored.class, this::onStored)
                .onMessage(NotStored.class, this::onNotStored)
                .onMessageEquals(Load.INSTANCE, this::load)
                .onMessage(Open.class, open -> open(open.name()))
                .onMessage(Opened.class, this::onOpened)
                .onMessage(NotOpened.class, this::onNotOpened)
                .onMessage(Changed.class, this::onChanged)
                .onMessage(ListJobs.class, this::onList)
                .onMessage(Cancel.class, this::onCancel)
                .onMessage(TakeSavepoint.class, this::onTakeSavepoint)
                .onMessage(Rescale.class, this::onRescale)
                .onMessage(Rescaled.class, this::onRescaled)
                .onMessage(NotRescaled.class, this::onNotRescaled)
                .build();
    }

    private Behavior<Command> load() {
        ActorRef<Command> self = getContext().getSelf();
        storage.execute(
                () -> {
                    try {
                        self.tell(new Loaded(catalog.load()));
                    } catch (Throwable failure) {
                        self.tell(new NotLoaded(failure));
                    }
                });
        return this;
    }

    private Behavior<Command> onLoaded(Loaded loaded) {
        isLoaded = true;
        for (StoredJob job : loaded.jobs()) {
            String name = job.summary().name();
            if (!jobs.containsKey(name)) {
                JobEntry entry = new JobEntry(job, getContext().getSelf());
                jobs.put(name, entry);
                if (!entry.hasEnded()) {
                    LOG.info("A job goes on: job={}", name);
                    open(name);
                }
            }
        }
        return this;
    }

    /** Without the majority there may be another directory, which has the jobs now. */
    private Behavior<Command> onQuorum(QuorumChanged changed) {
        if (changed.there() == quorum) {
            return this;
        }
        quorum = changed.there();
        jobs.forEach(
                (name, entry) -> {
                    if (!quorum) {
                        ActorRef<JobMaster.Command> master = entry.suspend();
                        if (master != null) {
                            LOG.warn("A job is given up until there is a majority: job={}", name);
                            getContext().stop(master);
                        }
                    } else {
                        open(name);
                    }
                });
        return this;
    }

    private Behavior<Command> onNotLoaded(NotLoaded failed) {
        LOG.error("The jobs of the cluster cannot be read; trying again", failed.reason());
        timers.startSingleTimer(Load.INSTANCE, ASK_AGAIN);
        return this;
    }

    /** Without the jobs of before, or the majority, an answer would be wrong. */
    private boolean refusesFor(ActorRef<Answer> replyTo) {
        if (isLoaded && quorum) {
            return false;
        }
        replyTo.tell(
                new Refused(
                        new StreamException(
                                ErrorCode.EXTERNAL_IO,
                                isLoaded
                                        ? "The node of the directory of jobs does not see the"
                                                + " majority of the cluster. Ask again."
                                        : "The directory of jobs starts. Ask again.")));
        return true;
    }

    private Behavior<Command> onSubmit(Submit submit) {
        if (refusesFor(submit.replyTo())) {
            return this;
        }
        String name = submit.submission().job().name();
        JobEntry known = jobs.get(name);
        if (known != null && !known.hasEnded()) {
            submit.replyTo()
                    .tell(
                            new Refused(
                                    new StreamException(
                                            ErrorCode.INVALID_PROGRAM,
                                            "A job of that name runs already: job="
                                                    + name
                                                    + " status="
                                                    + known.summary().status()
                                                    + ". Cancel it, or give this one another"
                                                    + " name.")));
            return this;
        }
        JobEntry entry = new JobEntry(StoredJob.fresh(submit.submission()), getContext().getSelf());
        jobs.put(name, entry);
        ActorRef<Command> self = getContext().getSelf();
        StoredJob stored = entry.stored();
        storage.execute(
                () -> {
                    try {
                        catalog.store(stored);
                        self.tell(new Stored(submit));
                    } catch (Throwable failure) {
                        self.tell(new NotStored(name, failure));
                        submit.replyTo().tell(new Refused(failure));
                    }
                });
        return this;
    }

    private Behavior<Command> onNotStored(NotStored failed) {
        entry(failed.name())
                .end(
                        JobStatus.FAILED,
                        String.valueOf(failed.reason().getMessage()),
                        node.node().clock().currentTimeMillis());
        return this;
    }

    private Behavior<Command> onStored(Stored stored) {
        String name = stored.submit().submission().job().name();
        LOG.info("A job was submitted: job={}", name);
        stored.submit().replyTo().tell(new Done(name));
        return open(name);
    }

    /** Gets what the job's master needs, on another thread. */
    private Behavior<Command> open(String name) {
        JobEntry entry = jobs.get(name);
        if (entry == null || !quorum || entry.hasMaster() || entry.hasEnded()) {
            return this;
        }
        ActorRef<Command> self = getContext().getSelf();
        long opening = ++openings;
        JobSubmission submission = entry.stored().submission();
        ClusterWorkers places = new ClusterWorkers(nextRunId(), submission.jars(), () -> workers);
        JobObserver observer = entry.newObserver(opening, places);
        node.node()
                .io()
                .execute(
                        () -> {
                            try {
                                self.tell(
                                        new Opened(
                                                name,
                                                opening,
                                                MasterParts.open(
                                                        here, submission, places, observer)));
                            } catch (Throwable failure) {
                                self.tell(new NotOpened(name, opening, failure));
                            }
                        });
        return this;
    }

    /** Different in each process, and each time. */
    private String nextRunId() {
        return node.transport().address()
                + "-"
                + node.node().clock().currentTimeMillis()
                + "-"
                + openings;
    }

    private Behavior<Command> onOpened(Opened opened) {
        JobEntry entry = entry(opened.name());
        if (!quorum || !entry.isLatest(opened.opening())) {
            opened.props().release(() -> {});
        } else if (entry.isCancelled()) {
            opened.props().release(() -> {});
            end(entry, JobStatus.CANCELLED, "");
        } else {
            entry.connect(
                    getContext().spawnAnonymous(JobMaster.create(opened.props())),
                    opened.props().job());
        }
        return this;
    }

    /**
     * What may pass is waited for: a node that is hung, or has only just been left, may hold the
     * job for a while, and storage may be away.
     */
    private Behavior<Command> onNotOpened(NotOpened failed) {
        JobEntry entry = entry(failed.name());
        if (!entry.isLatest(failed.opening())) {
            return this;
        }
        ErrorCode code = StreamException.codeOf(failed.reason());
        if (entry.isCancelled()) {
            end(entry, JobStatus.CANCELLED, "");
        } else if (code == ErrorCode.HELD_BY_OTHER || code.retryable()) {
            LOG.warn(
                    "A job cannot be begun yet: job={} {}",
                    failed.name(),
                    failed.reason().getMessage());
            openAgain(failed.name());
        } else {
            end(entry, JobStatus.FAILED, String.valueOf(failed.reason().getMessage()));
        }
        return this;
    }

    private void openAgain(String name) {
        timers.startSingleTimer(name, new Open(name), ASK_AGAIN);
    }

    private JobEntry entry(String name) {
        JobEntry entry = jobs.get(name);
        if (entry == null) {
            throw new IllegalStateException("An unknown job: job=" + name);
        }
        return entry;
    }

    private Behavior<Command> onChanged(Changed changed) {
        JobEntry entry = entry(changed.name());
        if (!entry.isLatest(changed.opening())) {
            return this;
        }
        if (changed.change() instanceof JobEntry.Fenced) {
            LOG.warn("The master of a job was replaced: job={}", changed.name());
            entry.suspend();
            openAgain(changed.name());
        } else if (changed.change() instanceof JobEntry.End end) {
            end(entry, end.status(), end.failure());
        } else {
            entry.apply(changed.change());
        }
        return this;
    }

    private void end(JobEntry entry, JobStatus status, String failure) {
        entry.end(status, failure, node.node().clock().currentTimeMillis());
        StoredJob ended = entry.stored();
        LOG.info("A job has ended: job={} status={}", ended.summary().name(), status);
        storage.execute(() -> store(ended));
    }

    /** If that fails, the job is started once more after a restart, and finds that it has ended. */
    private void store(StoredJob ended) {
        try {
            catalog.store(ended);
        } catch (Throwable failure) {
            LOG.warn("The end of a job could not be stored: {}", ended.summary(), failure);
        }
    }

    private Behavior<Command> onList(ListJobs question) {
        List<JobSummary> summaries = new ArrayList<>();
        jobs.values().forEach(entry -> summaries.add(entry.summary()));
        question.replyTo().tell(new Jobs(summaries));
        return this;
    }

    private Behavior<Command> onCancel(Cancel cancel) {
        if (refusesFor(cancel.replyTo())) {
            return this;
        }
        JobEntry entry = jobs.get(cancel.name());
        if (entry == null) {
            cancel.replyTo().tell(unknown(cancel.name()));
        } else {
            entry.cancel(cancel.replyTo());
        }
        return this;
    }

    private Behavior<Command> onTakeSavepoint(TakeSavepoint request) {
        if (refusesFor(request.replyTo())) {
            return this;
        }
        JobEntry entry = jobs.get(request.name());
        if (entry == null) {
            request.replyTo().tell(unknown(request.name()));
            return this;
        }
        entry.takeSavepoint(request.kind(), request.replyTo());
        return this;
    }

    private Behavior<Command> onRescale(Rescale request) {
        if (refusesFor(request.replyTo())) {
            return this;
        }
        JobEntry entry = jobs.get(request.name());
        if (entry == null) {
            request.replyTo().tell(unknown(request.name()));
            return this;
        }
        try {
            StoredJob rescaled = entry.beginRescale(request.parallelism());
            ActorRef<Command> self = getContext().getSelf();
            storage.execute(
                    () -> {
                        try {
                            catalog.store(rescaled);
                            self.tell(new Rescaled(request, rescaled.submission()));
                        } catch (Throwable failure) {
                            self.tell(new NotRescaled(request, failure));
                        }
                    });
        } catch (StreamException refused) {
            request.replyTo().tell(new Refused(refused));
        }
        return this;
    }

    private Behavior<Command> onRescaled(Rescaled stored) {
        JobEntry entry = entry(stored.request().name());
        LOG.info(
                "A job is to have another parallelism: job={} {}",
                stored.request().name(),
                stored.request().parallelism());
        entry.rescale(stored.submission());
        stored.request().replyTo().tell(new Done(Integer.toString(entry.summary().attempt())));
        return this;
    }

    private Behavior<Command> onNotRescaled(NotRescaled failed) {
        entry(failed.request().name()).giveUpRescale();
        failed.request().replyTo().tell(new Refused(failed.reason()));
        return this;
    }

    private Refused unknown(String name) {
        return new Refused(
                new StreamException(
                        ErrorCode.INVALID_PROGRAM,
                        "There is no job of that name: job=" + name + " known=" + jobs.keySet()));
    }
}
