/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.cluster;

import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.stream.JobStatus;
import io.sampo.runtime.directory.JobDirectory;
import io.sampo.runtime.directory.JobSubmission;
import io.sampo.runtime.directory.JobSummary;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Submits a job, until it is taken in, and then asks how it is, now and then. Whom it asks may be
 * gone: it asks again.
 */
final class ClientActor extends AbstractBehavior<ClientActor.Command> {
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(50);
    private static final Duration BETWEEN_SUBMITS = Duration.ofMillis(500);

    private final JobSubmission submission;
    private final Supplier<@Nullable ActorRef<JobDirectory.Command>> directory;
    private final Consumer<JobSummary> target;
    private final ActorRef<JobDirectory.Answer> answers;
    private final ActorRef<JobDirectory.Jobs> lists;
    private boolean taken;

    interface Command {}

    /** End. */
    enum Stop implements Command {
        INSTANCE
    }

    private enum Ask implements Command {
        INSTANCE
    }

    private enum Submit implements Command {
        INSTANCE
    }

    private record Answered(JobDirectory.Answer answer) implements Command {}

    private record Listed(List<JobSummary> jobs) implements Command {}

    private ClientActor(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            JobGraph job,
            long nowMillis,
            Supplier<@Nullable ActorRef<JobDirectory.Command>> directory,
            Consumer<JobSummary> target) {
        super(context);
        submission = new JobSubmission(job, List.of(), nowMillis);
        this.directory = directory;
        this.target = target;
        answers = context.messageAdapter(JobDirectory.Answer.class, Answered::new);
        lists = context.messageAdapter(JobDirectory.Jobs.class, jobs -> new Listed(jobs.jobs()));
        timers.startTimerWithFixedDelay(Ask.INSTANCE, BETWEEN_QUESTIONS);
        timers.startTimerWithFixedDelay(Submit.INSTANCE, Duration.ZERO, BETWEEN_SUBMITS);
    }

    /**
     * Returns the behavior.
     *
     * @param directory where the jobs are at the moment, null if nowhere
     * @param target told how the job is
     */
    static Behavior<Command> create(
            JobGraph job,
            long nowMillis,
            Supplier<@Nullable ActorRef<JobDirectory.Command>> directory,
            Consumer<JobSummary> target) {
        return Behaviors.setup(
                context ->
                        Behaviors.withTimers(
                                timers ->
                                        new ClientActor(
                                                context, timers, job, nowMillis, directory,
                                                target)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessageEquals(Ask.INSTANCE, () -> ask(new JobDirectory.ListJobs(lists)))
                .onMessageEquals(Submit.INSTANCE, this::onSubmit)
                .onMessage(Answered.class, this::onAnswer)
                .onMessage(Listed.class, this::onList)
                .onMessageEquals(Stop.INSTANCE, Behaviors::stopped)
                .build();
    }

    private Behavior<Command> ask(JobDirectory.Command question) {
        ActorRef<JobDirectory.Command> now = directory.get();
        if (now != null) {
            now.tell(question);
        }
        return this;
    }

    private Behavior<Command> onSubmit() {
        return taken ? this : ask(new JobDirectory.Submit(submission, answers));
    }

    private Behavior<Command> onAnswer(Answered answered) {
        taken |= answered.answer() instanceof JobDirectory.Done;
        return this;
    }

    private Behavior<Command> onList(Listed listed) {
        for (JobSummary job : listed.jobs()) {
            // One that has failed is that of a former submission, or could not be stored.
            boolean runs = job.attempt() > 0 && !job.status().isTerminal();
            taken |= runs || job.status() == JobStatus.FINISHED;
            if (taken) {
                target.accept(job);
            }
        }
        return this;
    }
}
