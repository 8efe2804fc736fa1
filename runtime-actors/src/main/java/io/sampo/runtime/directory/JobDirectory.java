/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.runtime.master.ClusterWorkers;
import io.sampo.runtime.master.JobMaster;
import io.sampo.runtime.master.JobMasterProps;
import io.sampo.runtime.node.SerialExecutor;
import io.sampo.runtime.protocol.WireMessage;
import io.sampo.runtime.worker.WorkerHost;
import io.sampo.runtime.worker.WorkerNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
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

    private long runs;

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

    private record Open(String name) implements Command {}

    private record Opened(String name, JobMasterProps props) implements Command {}

    private record NotOpened(String name, Throwable reason) implements Command {}

    /** Comes from {@link JobEntry}: something about a job has changed. */
    record Changed(String name, JobEntry.Change change) implements Command {}

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
                .onMessage(Open.class, open -> open(open.name()))
                .onMessage(Opened.class, this::onOpened)
                .onMessage(NotOpened.class, this::onNotOpened)
                .onMessage(Changed.class, this::onChanged)
                .onMessage(ListJobs.class, this::onList)
                .onMessage(Cancel.class, this::onCancel)
                .onMessage(TakeSavepoint.class, this::onTakeSavepoint)
                .build();
    }

    private void load() {
        ActorRef<Command> self = getContext().getSelf();
        storage.execute(
                () -> {
                    try {
                        self.tell(new Loaded(catalog.load()));
                    } catch (Throwable failure) {
                        self.tell(new NotLoaded(failure));
                    }
                });
    }

    private Behavior<Command> onLoaded(Loaded loaded) {
        for (StoredJob job : loaded.jobs()) {
            String name = job.summary().name();
            if (!jobs.containsKey(name)) {
                jobs.put(name, new JobEntry(job, getContext().getSelf()));
                if (!job.summary().status().isTerminal()) {
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
                    } else if (!entry.summary().status().isTerminal()) {
                        open(name);
                    }
                });
        return this;
    }

    private Behavior<Command> onNotLoaded(NotLoaded failed) {
        LOG.error("The jobs of the cluster cannot be read; trying again", failed.reason());
        timers.startSingleTimer(new Open(""), ASK_AGAIN);
        return this;
    }

    private Behavior<Command> onSubmit(Submit submit) {
        String name = submit.submission().job().name();
        JobEntry known = jobs.get(name);
        if (known != null && !known.summary().status().isTerminal()) {
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
                        self.tell(new NotOpened(name, failure));
                        submit.replyTo().tell(new Refused(failure));
                    }
                });
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
        if (entry == null) {
            load();
            return this;
        }
        if (!quorum || entry.hasMaster()) {
            return this;
        }
        ActorRef<Command> self = getContext().getSelf();
        ClusterWorkers places =
                new ClusterWorkers(nextRunId(), entry.stored().submission().jars(), () -> workers);
        node.node()
                .io()
                .execute(
                        () -> {
                            try {
                                self.tell(
                                        new Opened(
                                                name,
                                                MasterParts.open(
                                                        here,
                                                        entry.stored().submission(),
                                                        places,
                                                        entry)));
                            } catch (Throwable failure) {
                                self.tell(new NotOpened(name, failure));
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
                + ++runs;
    }

    private Behavior<Command> onOpened(Opened opened) {
        JobEntry entry = entry(opened.name());
        if (!quorum || entry.hasMaster()) {
            opened.props().release(() -> {});
            return this;
        }
        entry.connect(getContext().spawnAnonymous(JobMaster.create(opened.props())));
        return this;
    }

    /** A node that is hung, or has only just been left, may hold the job for a while. */
    private Behavior<Command> onNotOpened(NotOpened failed) {
        if (StreamException.codeOf(failed.reason()) == ErrorCode.HELD_BY_OTHER
                && !entry(failed.name()).isCancelled()) {
            LOG.warn(
                    "Waiting for a job that another process still holds: job={} {}",
                    failed.name(),
                    failed.reason().getMessage());
            timers.startSingleTimer(failed.name(), new Open(failed.name()), ASK_AGAIN);
            return this;
        }
        entry(failed.name()).refused(failed.reason());
        return this;
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
        if (entry.apply(changed.change())) {
            StoredJob ended = entry.stored();
            LOG.info("A job has ended: job={} status={}", changed.name(), ended.summary().status());
            storage.execute(() -> store(ended));
            entry.answerEnd();
        }
        return this;
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
        JobEntry entry = jobs.get(cancel.name());
        if (entry == null) {
            cancel.replyTo().tell(unknown(cancel.name()));
        } else {
            entry.cancel(cancel.replyTo());
        }
        return this;
    }

    private Behavior<Command> onTakeSavepoint(TakeSavepoint request) {
        JobEntry entry = jobs.get(request.name());
        if (entry == null) {
            request.replyTo().tell(unknown(request.name()));
            return this;
        }
        CompletableFuture<Path> taken = new CompletableFuture<>();
        taken.whenComplete(
                (directory, failure) ->
                        request.replyTo()
                                .tell(
                                        failure == null
                                                ? new Done(directory.toString())
                                                : new Refused(failure)));
        entry.takeSavepoint(request.kind(), taken);
        return this;
    }

    private Refused unknown(String name) {
        return new Refused(
                new StreamException(
                        ErrorCode.INVALID_PROGRAM,
                        "There is no job of that name: job=" + name + " known=" + jobs.keySet()));
    }
}
