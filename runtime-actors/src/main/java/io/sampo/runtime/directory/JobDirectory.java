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
import io.sampo.runtime.master.JobOutcome;
import io.sampo.runtime.protocol.WireMessage;
import io.sampo.runtime.worker.WorkerHost;
import io.sampo.runtime.worker.WorkerNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;
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

    /** How often, in the time that jobs are remembered, those are looked for whose time is over. */
    private static final int FORGETS = 10;

    private final DirectoryNode here;
    private final WorkerNode node;
    private final JobStorage stored;
    private final TimerScheduler<Command> timers;
    private final Map<String, JobEntry> jobs = new TreeMap<>();

    /** Of jobs in whose place others of their name have come. */
    private final Set<String> replacedJars = new TreeSet<>();

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

    /** Say how a job is, in detail. */
    public record Describe(String name, ActorRef<Description> replyTo) implements Command {}

    /** Say what a job has left. */
    public record FindOutcome(String name, ActorRef<Outcome> replyTo) implements Command {}

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

    /** How a job is, in detail; null if there is none of that name. */
    public record Description(@Nullable JobDetails details) implements WireMessage {}

    /** What a job has left; null if there is none of that name. */
    public record Outcome(@Nullable JobOutcome outcome) implements WireMessage {}

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

    private record Rescaled(JobEntry entry, Rescale request, JobSubmission submission)
            implements Command {}

    private record NotRescaled(JobEntry entry, Rescale request, Throwable reason)
            implements Command {}

    private record NotStored(JobEntry entry, Throwable reason) implements Command {}

    private enum Load implements Command {
        INSTANCE
    }

    private enum Forget implements Command {
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
        stored = new JobStorage(here);
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
                .onMessageEquals(Forget.INSTANCE, this::onForget)
                .onMessage(Open.class, open -> open(open.name()))
                .onMessage(Opened.class, this::onOpened)
                .onMessage(NotOpened.class, this::onNotOpened)
                .onMessage(Changed.class, this::onChanged)
                .onMessage(ListJobs.class, this::onList)
                .onMessage(Describe.class, this::onDescribe)
                .onMessage(FindOutcome.class, this::onFindOutcome)
                .onMessage(Cancel.class, this::onCancel)
                .onMessage(TakeSavepoint.class, this::onTakeSavepoint)
                .onMessage(Rescale.class, this::onRescale)
                .onMessage(Rescaled.class, this::onRescaled)
                .onMessage(NotRescaled.class, this::onNotRescaled)
                .build();
    }

    private Behavior<Command> load() {
        ActorRef<Command> self = getContext().getSelf();
        stored.load(
                jobsOfBefore -> self.tell(new Loaded(jobsOfBefore)),
                failure -> self.tell(new NotLoaded(failure)));
        return this;
    }

    private Behavior<Command> onLoaded(Loaded loaded) {
        isLoaded = true;
        timers.startTimerWithFixedDelay(
                Forget.INSTANCE, here.retention().dividedBy(FORGETS).plusMillis(1));
        for (StoredJob job : loaded.jobs()) {
            String name = job.summary().name();
            if (!jobs.containsKey(name)) {
                JobEntry entry = newEntry(job);
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

    /** Jobs that ended long ago, and the jars that only they have. */
    private Behavior<Command> onForget() {
        if (!quorum) {
            return this;
        }
        long before = node.node().clock().currentTimeMillis() - here.retention().toMillis();
        List<JobEntry> old =
                jobs.values().stream().filter(entry -> entry.hasEndedBefore(before)).toList();
        Set<String> jars = new TreeSet<>(replacedJars);
        replacedJars.clear();
        for (JobEntry entry : old) {
            jars.addAll(entry.stored().submission().jars());
            jobs.remove(entry.summary().name());
        }
        jobs.values().forEach(entry -> jars.removeAll(entry.stored().submission().jars()));
        if (!old.isEmpty() || !jars.isEmpty()) {
            stored.forget(old.stream().map(entry -> entry.summary().name()).toList(), jars);
        }
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
        if (known != null) {
            replacedJars.addAll(known.stored().submission().jars());
        }
        JobEntry entry = newEntry(StoredJob.fresh(submit.submission()));
        jobs.put(name, entry);
        ActorRef<Command> self = getContext().getSelf();
        stored.add(
                entry.stored(),
                () -> self.tell(new Stored(submit)),
                failure -> {
                    self.tell(new NotStored(entry, failure));
                    submit.replyTo().tell(new Refused(failure));
                });
        return this;
    }

    private JobEntry newEntry(StoredJob job) {
        return new JobEntry(job, node.node().clock(), node.metrics(), getContext().getSelf());
    }

    private Behavior<Command> onNotStored(NotStored failed) {
        failed.entry().end(JobStatus.FAILED, String.valueOf(failed.reason().getMessage()));
        return this;
    }

    private Behavior<Command> onStored(Stored added) {
        String name = added.submit().submission().job().name();
        LOG.info("A job was submitted: job={}", name);
        added.submit().replyTo().tell(new Done(name));
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
        JobEntry entry = jobs.get(opened.name());
        if (!quorum || entry == null || !entry.isLatest(opened.opening())) {
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
        JobEntry entry = jobs.get(failed.name());
        if (entry == null || !entry.isLatest(failed.opening())) {
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

    private Behavior<Command> onChanged(Changed changed) {
        JobEntry entry = jobs.get(changed.name());
        if (entry == null || !entry.isLatest(changed.opening())) {
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
        entry.end(status, failure);
        LOG.info("A job has ended: job={} status={}", entry.summary().name(), status);
        stored.end(entry.stored());
    }

    private Behavior<Command> onList(ListJobs question) {
        List<JobSummary> summaries = new ArrayList<>();
        jobs.values().forEach(entry -> summaries.add(entry.summary()));
        question.replyTo().tell(new Jobs(summaries));
        return this;
    }

    private Behavior<Command> onDescribe(Describe question) {
        JobEntry entry = jobs.get(question.name());
        question.replyTo().tell(new Description(entry == null ? null : entry.details()));
        return this;
    }

    private Behavior<Command> onFindOutcome(FindOutcome question) {
        JobEntry entry = jobs.get(question.name());
        question.replyTo().tell(new Outcome(entry == null ? null : entry.outcome()));
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
            stored.replace(
                    rescaled,
                    () -> self.tell(new Rescaled(entry, request, rescaled.submission())),
                    failure -> self.tell(new NotRescaled(entry, request, failure)));
        } catch (StreamException refused) {
            request.replyTo().tell(new Refused(refused));
        }
        return this;
    }

    private Behavior<Command> onRescaled(Rescaled done) {
        JobEntry entry = done.entry();
        LOG.info(
                "A job is to have another parallelism: job={} {}",
                done.request().name(),
                done.request().parallelism());
        entry.rescale(done.submission());
        done.request()
                .replyTo()
                .tell(
                        new Done(
                                entry.summary().attempt()
                                        + " "
                                        + done.submission().job().highestParallelism()));
        return this;
    }

    private Behavior<Command> onNotRescaled(NotRescaled failed) {
        failed.entry().giveUpRescale();
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
