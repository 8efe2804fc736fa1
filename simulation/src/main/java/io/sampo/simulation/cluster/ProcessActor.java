/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.cluster;

import io.sampo.runtime.directory.DirectoryNode;
import io.sampo.runtime.directory.JobDirectory;
import io.sampo.runtime.worker.WorkerHost;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;

/** The root of a process's actors: what the start of a node sets up. */
final class ProcessActor extends AbstractBehavior<ProcessActor.Command> {
    private final DirectoryNode here;
    private final Consumer<ActorRef<JobDirectory.Command>> onDirectory;
    private final Runnable onEnd;
    private @Nullable ActorRef<JobDirectory.Command> directory;

    /** What it is told. */
    interface Command {}

    /** Have the directory of jobs here. */
    enum StartDirectory implements Command {
        INSTANCE
    }

    /** Have it no more. */
    record StopDirectory(Runnable onEnd) implements Command {}

    private record DirectoryGone(Runnable onEnd) implements Command {}

    /** End, with everything below. */
    enum Stop implements Command {
        INSTANCE
    }

    private ProcessActor(
            ActorContext<Command> context,
            DirectoryNode here,
            Consumer<ActorRef<WorkerHost.Command>> onHost,
            Consumer<ActorRef<JobDirectory.Command>> onDirectory,
            Runnable onEnd) {
        super(context);
        this.here = here;
        this.onDirectory = onDirectory;
        this.onEnd = onEnd;
        onHost.accept(context.spawnAnonymous(WorkerHost.create(here.worker())));
    }

    /**
     * Returns the behavior.
     *
     * @param onHost told who takes in shares of jobs
     * @param onDirectory told of the directory of jobs, if it comes here
     * @param onEnd called when no actor is left
     */
    static Behavior<Command> create(
            DirectoryNode here,
            Consumer<ActorRef<WorkerHost.Command>> onHost,
            Consumer<ActorRef<JobDirectory.Command>> onDirectory,
            Runnable onEnd) {
        return Behaviors.setup(
                context -> new ProcessActor(context, here, onHost, onDirectory, onEnd));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessageEquals(StartDirectory.INSTANCE, this::onStartDirectory)
                .onMessage(StopDirectory.class, this::onStopDirectory)
                .onMessage(DirectoryGone.class, this::onDirectoryGone)
                .onMessageEquals(Stop.INSTANCE, Behaviors::stopped)
                .onSignal(PostStop.class, stop -> onPostStop())
                .build();
    }

    private Behavior<Command> onStartDirectory() {
        ActorRef<JobDirectory.Command> made =
                getContext().spawnAnonymous(JobDirectory.create(here));
        directory = made;
        onDirectory.accept(made);
        return this;
    }

    private Behavior<Command> onStopDirectory(StopDirectory stop) {
        ActorRef<JobDirectory.Command> there = directory;
        if (there != null) {
            directory = null;
            getContext().watchWith(there, new DirectoryGone(stop.onEnd()));
            getContext().stop(there);
        }
        return this;
    }

    private Behavior<Command> onDirectoryGone(DirectoryGone gone) {
        gone.onEnd().run();
        return this;
    }

    private Behavior<Command> onPostStop() {
        onEnd.run();
        return this;
    }
}
