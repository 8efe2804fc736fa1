/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.source;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.runtime.node.WakeTimer;
import io.sampo.runtime.subtask.SubtaskActor;
import io.sampo.runtime.subtask.SubtaskServices;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the enumerator of one source in one attempt, and is the way of triggers to its readers. */
public final class EnumeratorActor extends AbstractBehavior<EnumeratorActor.Command> {
    private static final Logger LOG = LoggerFactory.getLogger(EnumeratorActor.class);

    private final OperatorId source;
    private final int attempt;
    private final List<ActorRef<SubtaskActor.Command>> readers;
    private final Consumer<Event> events;
    private final SubtaskServices services;
    private final EnumeratorHost host;

    /** What an enumerator is told. */
    public sealed interface Command {}

    /** A reader wants a split. */
    public record SplitRequested(int subtaskIndex) implements Command {}

    /** Snapshot the enumerator, then let all readers pass the barrier. */
    public record TriggerCheckpoint(CheckpointBarrier barrier) implements Command {}

    /** Work that was done on another thread. */
    private record Done(Runnable then) implements Command {}

    /** Sent to itself at first. */
    private enum Begin implements Command {
        INSTANCE
    }

    /** What an enumerator tells its job master; names its attempt. */
    public sealed interface Event {
        /** Returns of which attempt. */
        int attempt();
    }

    /** The state of the enumerator at a checkpoint. */
    public record Snapshotted(OperatorId source, int attempt, long checkpointId, byte[] state)
            implements Event {}

    /** The enumerator cannot go on. */
    public record Failed(OperatorId source, int attempt, Throwable cause) implements Event {}

    /**
     * What an enumerator actor is made from.
     *
     * @param source the source operator
     * @param serialized its serialized {@link io.sampo.operators.source.Source}
     * @param attempt of the job
     * @param restored the enumerator's state in the checkpoint, null at a new start
     * @param readers its subtasks, by index
     * @param events where its events go
     * @param services of the job
     */
    public record Props(
            OperatorId source,
            byte[] serialized,
            int attempt,
            byte @Nullable [] restored,
            List<ActorRef<SubtaskActor.Command>> readers,
            Consumer<Event> events,
            SubtaskServices services) {}

    private EnumeratorActor(ActorContext<Command> context, Props props) {
        super(context);
        source = props.source();
        attempt = props.attempt();
        readers = props.readers();
        events = props.events();
        services = props.services();
        host = new EnumeratorHost(props, new ActorSurroundings());
    }

    /** Returns the behavior; the enumerator starts at once. */
    public static Behavior<Command> create(Props props) {
        return Behaviors.setup(
                context -> {
                    context.getSelf().tell(Begin.INSTANCE);
                    return new EnumeratorActor(context, props);
                });
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onAnyMessage(this::onCommand)
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<Command> onCommand(Command command) {
        try {
            carryOut(command);
            return this;
        } catch (Exception failure) {
            return fail(failure);
        }
    }

    private void carryOut(Command command) throws Exception {
        if (command == Begin.INSTANCE) {
            host.start();
        } else if (command instanceof SplitRequested request) {
            host.handleSplitRequest(request.subtaskIndex());
        } else if (command instanceof TriggerCheckpoint trigger) {
            CheckpointBarrier barrier = trigger.barrier();
            byte[] state = host.snapshot(barrier.checkpointId());
            events.accept(new Snapshotted(source, attempt, barrier.checkpointId(), state));
            readers.forEach(reader -> reader.tell(new SubtaskActor.TriggerCheckpoint(barrier)));
        } else if (command instanceof Done done) {
            done.then().run();
        }
    }

    private Behavior<Command> fail(Throwable failure) {
        Throwable known =
                failure instanceof StreamException
                        ? failure
                        : new StreamException(
                                ErrorCode.EXTERNAL_IO,
                                "The enumerator failed: source=" + source + " cause=" + failure,
                                failure);
        events.accept(new Failed(source, attempt, known));
        return Behaviors.stopped();
    }

    private Behavior<Command> onStop() {
        try {
            host.close();
        } catch (Exception e) {
            LOG.warn("Closing an enumerator failed: source={}", source, e);
        }
        return this;
    }

    /** What the host reaches through this actor. */
    private final class ActorSurroundings implements EnumeratorHost.Surroundings {
        private final ActorRef<Command> self = getContext().getSelf();

        @Override
        public void assign(byte[] split, int subtaskIndex) {
            readers.get(subtaskIndex).tell(new SubtaskActor.AddSplits(List.of(split)));
        }

        @Override
        public void noMoreSplits(int subtaskIndex) {
            readers.get(subtaskIndex).tell(SubtaskActor.NoMoreSplits.INSTANCE);
        }

        @Override
        public void capWatermark(long timestamp) {
            readers.forEach(reader -> reader.tell(new SubtaskActor.CapWatermark(timestamp)));
        }

        @Override
        public <R> void callAsync(Callable<R> work, Consumer<R> then) {
            services.ioExecutor().execute(() -> call(work, then));
        }

        @Override
        public <R> void callPeriodically(Callable<R> work, Consumer<R> then, Duration period) {
            WakeTimer timer = services.wakeTimer();
            Consumer<R> andAgain =
                    result -> {
                        then.accept(result);
                        timer.after(
                                period.toNanos(), () -> callPeriodically(work, then, period));
                    };
            callAsync(work, andAgain);
        }

        private <R> void call(Callable<R> work, Consumer<R> then) {
            try {
                R result = work.call();
                self.tell(new Done(() -> then.accept(result)));
            } catch (Exception failure) {
                self.tell(
                        new Done(
                                () -> {
                                    throw asStreamException(failure);
                                }));
            }
        }

        private StreamException asStreamException(Exception failure) {
            return failure instanceof StreamException known
                    ? known
                    : new StreamException(
                            ErrorCode.EXTERNAL_IO,
                            "Looking for splits failed: source=" + source + " cause=" + failure,
                            failure);
        }
    }
}
