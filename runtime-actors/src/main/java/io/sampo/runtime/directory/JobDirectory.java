/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.time.Clock;
import io.sampo.operators.graph.NewParallelism;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.master.JobMasterProps;
import io.sampo.runtime.master.JobOutcome;
import io.sampo.runtime.protocol.WireMessage;
import io.sampo.runtime.worker.WorkerNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.japi.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All jobs of a cluster: takes them in, has a master for each that has not ended ({@link
 * JobMasters}), and knows how they are. Runs on one node at a time; the next one finds the jobs in
 * the {@link JobCatalog} and goes on with them.
 */
public final class JobDirectory extends AbstractBehavior<JobDirectory.Command> {
    private static final Logger LOG = LoggerFactory.getLogger(JobDirectory.class);

    /** After which time something that may pass is tried again. */
    static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    /** How often, in the time that jobs are remembered, those are looked for whose time is over. */
    private static final int FORGETS = 10;

    /** Who asked one that is dropped asks again, if he still waits. */
    private static final int MOST_EARLY = 1_000;

    private final DirectoryNode here;
    private final WorkerNode node;
    private final String life;
    private final JobStorage stored;
    private final TimerScheduler<Command> timers;
    private final KnownJobs jobs = new KnownJobs();
    private final JobMasters masters;

    /** Whether the jobs of the directory before are known. */
    private boolean isLoaded;

    /** Why not, as it was last said; empty if nothing was. */
    private String notLoaded = "";

    /** The latest questions that came before the jobs were loaded. */
    private final Deque<Command> early = new ArrayDeque<>();

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

    /**
     * Say which directory this is. What another one was asked for and has not answered, this one
     * has never heard of. Answered at once, whether it knows the jobs already or not.
     */
    public record AskLife(ActorRef<Life> replyTo) implements Command {}

    /**
     * Which directory answers.
     *
     * @param id each has its own, also the next one of the same node
     * @param notReady why it cannot answer questions yet; empty if it can, or has just begun
     */
    public record Life(String id, String notReady) implements WireMessage {}

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

    /** The node sees the majority from now on, or does not. */
    record QuorumChanged(boolean there) implements Command {}

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

    /** The time has come to try again. */
    record Open(String name) implements Command {}

    /** What the master of a job needs is there. */
    record Opened(String name, long opening, JobMasterProps props) implements Command {}

    /** What the master of a job needs cannot be had. */
    record NotOpened(String name, long opening, Throwable reason) implements Command {}

    /**
     * Comes from what observes a job's master: something about the job has changed.
     *
     * @param opening of the master; one that was replaced has nothing to say
     */
    record Changed(String name, long opening, JobChange change) implements Command {}

    private JobDirectory(
            ActorContext<Command> context, TimerScheduler<Command> timers, DirectoryNode here) {
        super(context);
        this.timers = timers;
        this.here = here;
        this.node = here.worker();
        life = newLife(node);
        stored = new JobStorage(here);
        masters = new JobMasters(context, timers, here, jobs, stored);
        ActorRef<Command> self = context.getSelf();
        node.quorum().listen(there -> self.tell(new QuorumChanged(there)));
        load();
    }

    /** A node may have one after the other, even without being started again in between. */
    private static String newLife(WorkerNode node) {
        Clock clock = node.node().clock();
        return node.transport().address()
                + "-"
                + clock.currentTimeMillis()
                + "-"
                + clock.nanoTime();
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
                .onMessage(QuorumChanged.class, by(masters::onQuorum))
                .onMessage(NotLoaded.class, this::onNotLoaded)
                .onMessage(Submit.class, this::onSubmit)
                .onMessage(Stored.class, this::onStored)
                .onMessage(NotStored.class, this::onNotStored)
                .onMessageEquals(Load.INSTANCE, this::load)
                .onMessageEquals(Forget.INSTANCE, this::onForget)
                .onMessage(Open.class, by(open -> masters.open(open.name())))
                .onMessage(Opened.class, by(masters::onOpened))
                .onMessage(NotOpened.class, by(masters::onNotOpened))
                .onMessage(Changed.class, by(masters::onChanged))
                .onMessage(AskLife.class, by(this::onAskLife))
                .onMessage(ListJobs.class, onceLoaded(this::onList))
                .onMessage(Describe.class, onceLoaded(this::onDescribe))
                .onMessage(FindOutcome.class, onceLoaded(this::onFindOutcome))
                .onMessage(Cancel.class, this::onCancel)
                .onMessage(TakeSavepoint.class, this::onTakeSavepoint)
                .onMessage(Rescale.class, this::onRescale)
                .onMessage(Rescaled.class, this::onRescaled)
                .onMessage(NotRescaled.class, this::onNotRescaled)
                .build();
    }

    /** Has another object take a message. */
    private <M> Function<M, Behavior<Command>> by(Consumer<M> taker) {
        return message -> {
            taker.accept(message);
            return this;
        };
    }

    /** Until the jobs of before are known, it would look as if there were none. */
    private <M extends Command> Function<M, Behavior<Command>> onceLoaded(Consumer<M> answer) {
        return question -> {
            if (isLoaded) {
                answer.accept(question);
            } else {
                if (early.size() == MOST_EARLY) {
                    early.removeFirst();
                }
                early.add(question);
            }
            return this;
        };
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
        early.forEach(getContext().getSelf()::tell);
        early.clear();
        timers.startTimerWithFixedDelay(
                Forget.INSTANCE, here.retention().dividedBy(FORGETS).plusMillis(1));
        for (StoredJob job : loaded.jobs()) {
            String name = job.summary().name();
            if (jobs.get(name) == null) {
                JobEntry entry = newEntry(job);
                jobs.put(entry);
                if (!entry.hasEnded()) {
                    LOG.info("A job goes on: job={}", name);
                    masters.open(name);
                }
            }
        }
        return this;
    }

    /** Jobs that ended long ago, and the jars that only they have. */
    private Behavior<Command> onForget() {
        if (!masters.hasQuorum()) {
            return this;
        }
        long before = node.node().clock().currentTimeMillis() - here.retention().toMillis();
        KnownJobs.Forgotten forgotten = jobs.forget(before);
        if (!forgotten.jobs().isEmpty() || !forgotten.jars().isEmpty()) {
            stored.forget(forgotten.jobs(), forgotten.jars());
        }
        return this;
    }

    private Behavior<Command> onNotLoaded(NotLoaded failed) {
        // Who still waits asks again.
        early.clear();
        String reason = String.valueOf(failed.reason().getMessage());
        if (!reason.equals(notLoaded)) {
            notLoaded = reason;
            LOG.error("The jobs of the cluster cannot be read; trying again: {}", reason);
            LOG.debug("Of the jobs that cannot be read", failed.reason());
        }
        timers.startSingleTimer(Load.INSTANCE, ASK_AGAIN);
        return this;
    }

    /** Does what somebody asks for, or says why not. */
    private Behavior<Command> answer(ActorRef<Answer> replyTo, Runnable request) {
        try {
            checkReady();
            request.run();
        } catch (StreamException refused) {
            replyTo.tell(new Refused(refused));
        }
        return this;
    }

    /** Without the jobs of before, or the majority, an answer would be wrong. */
    private void checkReady() {
        if (!isLoaded || !masters.hasQuorum()) {
            throw new StreamException(ErrorCode.EXTERNAL_IO, notReady());
        }
    }

    private String notReady() {
        if (isLoaded) {
            return "The node of the directory of jobs does not see the majority of the cluster."
                    + " Ask again.";
        }
        String why = whyNotLoaded();
        return why.isEmpty() ? "The directory of jobs starts. Ask again." : why;
    }

    private String whyNotLoaded() {
        return isLoaded || notLoaded.isEmpty()
                ? ""
                : "The jobs of the cluster cannot be read, and are tried again: " + notLoaded;
    }

    private void onAskLife(AskLife question) {
        question.replyTo().tell(new Life(life, whyNotLoaded()));
    }

    private Behavior<Command> onSubmit(Submit submit) {
        return answer(submit.replyTo(), () -> submit(submit));
    }

    private void submit(Submit submit) {
        jobs.checkFree(submit.submission().job().name());
        JobEntry entry = newEntry(StoredJob.fresh(submit.submission()));
        jobs.put(entry);
        ActorRef<Command> self = getContext().getSelf();
        stored.add(
                entry.stored(),
                () -> self.tell(new Stored(submit)),
                failure -> {
                    self.tell(new NotStored(entry, failure));
                    submit.replyTo().tell(new Refused(failure));
                });
    }

    private JobEntry newEntry(StoredJob job) {
        return new JobEntry(job, node.node().clock(), node.metrics(), getContext().getSelf());
    }

    private Behavior<Command> onNotStored(NotStored failed) {
        failed.entry()
                .end(new JobChange.End(JobStatus.FAILED, JobFailure.textOf(failed.reason()), ""));
        return this;
    }

    private Behavior<Command> onStored(Stored added) {
        String name = added.submit().submission().job().name();
        LOG.info("A job was submitted: job={}", name);
        added.submit().replyTo().tell(new Done(name));
        masters.open(name);
        return this;
    }

    private void onList(ListJobs question) {
        List<JobSummary> summaries = new ArrayList<>();
        jobs.all().forEach(entry -> summaries.add(entry.summary()));
        question.replyTo().tell(new Jobs(summaries));
    }

    private void onDescribe(Describe question) {
        JobEntry entry = jobs.get(question.name());
        question.replyTo()
                .tell(
                        new Description(
                                entry == null ? null : entry.details(node.transport().address())));
    }

    private void onFindOutcome(FindOutcome question) {
        JobEntry entry = jobs.get(question.name());
        question.replyTo().tell(new Outcome(entry == null ? null : entry.outcome()));
    }

    private Behavior<Command> onCancel(Cancel cancel) {
        ActorRef<Answer> replyTo = cancel.replyTo();
        return answer(replyTo, () -> jobs.find(cancel.name()).cancel(replyTo));
    }

    private Behavior<Command> onTakeSavepoint(TakeSavepoint request) {
        ActorRef<Answer> replyTo = request.replyTo();
        return answer(
                replyTo, () -> jobs.find(request.name()).takeSavepoint(request.kind(), replyTo));
    }

    private Behavior<Command> onRescale(Rescale request) {
        return answer(request.replyTo(), () -> rescale(request));
    }

    private void rescale(Rescale request) {
        JobEntry entry = jobs.find(request.name());
        StoredJob rescaled = entry.beginRescale(request.parallelism());
        ActorRef<Command> self = getContext().getSelf();
        stored.replace(
                rescaled,
                () -> self.tell(new Rescaled(entry, request, rescaled.submission())),
                failure -> self.tell(new NotRescaled(entry, request, failure)));
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
}
