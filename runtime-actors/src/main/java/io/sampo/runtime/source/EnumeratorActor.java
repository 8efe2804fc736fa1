/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.source;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.OperatorId;
import io.sampo.runtime.node.JobCode;
import io.sampo.runtime.node.SubtaskPool;
import io.sampo.runtime.subtask.SubtaskActor;
import io.sampo.runtime.subtask.SubtaskServices;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final JobCode code;
    private final ReaderUpdates updates;

    /**
     * What waits for its time, by number: a timer that outlives this actor holds nothing of the
     * job.
     */
    private final Map<Long, Runnable> later = new HashMap<>();

    private long nextNumber;

    /** What an enumerator is told. */
    public sealed interface Command {}

    /** A reader wants a split. */
    public record SplitRequested(int subtaskIndex) implements Command {}

    /** Snapshot the enumerator, then let all readers pass the barrier. */
    public record TriggerCheckpoint(CheckpointBarrier barrier) implements Command {}

    /** Work that was done on another thread. */
    private record Done(Runnable then) implements Command {}

    /** The time has come for what waits under this number. */
    private record Due(long number) implements Command {}

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
     * @param code where the enumerator's thread enters the job's code
     */
    public record Props(
            OperatorId source,
            byte[] serialized,
            int attempt,
            byte @Nullable [] restored,
            List<ActorRef<SubtaskActor.Command>> readers,
            Consumer<Event> events,
            SubtaskServices services,
            JobCode code) {}

    private EnumeratorActor(ActorContext<Command> context, Props props) {
        super(context);
        source = props.source();
        attempt = props.attempt();
        readers = props.readers();
        events = props.events();
        services = props.services();
        code = props.code();
        updates = new ReaderUpdates(readers.size());
        host = new EnumeratorHost(props, new ActorSurroundings());
    }

    /** Returns the behavior; the enumerator starts at once, before it hears of anything. */
    public static Behavior<Command> create(Props props) {
        return Behaviors.setup(
                context -> {
                    try {
                        EnumeratorActor actor = new EnumeratorActor(context, props);
                        return actor.start();
                    } catch (Throwable failure) {
                        props.events().accept(new Failed(props.source(), props.attempt(), failure));
                        return Behaviors.stopped();
                    }
                });
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onAnyMessage(command -> inJobCode(() -> carryOut(command)))
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<Command> start() {
        Behavior<Command> next = inJobCode(() -> blocking(host::start));
        if (next != this) {
            // A behavior that never was there is not told that it ends.
            onStop();
        }
        return next;
    }

    /** Something that an enumerator does. */
    private interface Step {
        void run() throws Exception;
    }

    private Behavior<Command> inJobCode(Step step) {
        code.enter();
        try {
            if (!code.isCancelled()) {
                step.run();
                sendUpdates();
            }
            return this;
        } catch (Throwable failure) {
            return fail(failure);
        } finally {
            code.leave();
        }
    }

    private void sendUpdates() {
        updates.send((reader, update) -> readers.get(reader).tell(update));
    }

    /** Looking for input, and letting go of it, may well block. */
    private void blocking(Step step) throws Exception {
        SubtaskPool.blocking(
                () -> {
                    step.run();
                    return Boolean.TRUE;
                });
    }

    private void carryOut(Command command) throws Exception {
        if (command instanceof SplitRequested request) {
            host.handleSplitRequest(request.subtaskIndex());
        } else if (command instanceof TriggerCheckpoint trigger) {
            CheckpointBarrier barrier = trigger.barrier();
            byte[] state = host.snapshot(barrier.checkpointId());
            sendUpdates();
            events.accept(new Snapshotted(source, attempt, barrier.checkpointId(), state));
            for (int i = 0; i < readers.size(); i++) {
                readers.get(i).tell(new SubtaskActor.TriggerCheckpoint(barrier, updates.sentTo(i)));
            }
        } else if (command instanceof Done done) {
            done.then().run();
        } else if (command instanceof Due due) {
            Objects.requireNonNull(later.remove(due.number())).run();
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
        code.enter();
        try {
            blocking(host::close);
        } catch (Throwable e) {
            LOG.warn("Closing an enumerator failed: source={}", source, e);
        } finally {
            code.leave();
        }
        return this;
    }

    /** What the host reaches through this actor. */
    private final class ActorSurroundings implements EnumeratorHost.Surroundings {
        private final ActorRef<Command> self = getContext().getSelf();

        @Override
        public void assign(byte[] split, int subtaskIndex) {
            updates.assign(split, subtaskIndex);
        }

        @Override
        public void noMoreSplits(int subtaskIndex) {
            updates.noMoreSplits(subtaskIndex);
        }

        @Override
        public void capWatermark(long timestamp) {
            updates.capWatermark(timestamp);
        }

        @Override
        public <R> void callAsync(Callable<R> work, Consumer<R> then) {
            services.ioExecutor().execute(() -> call(work, then));
        }

        @Override
        public <R> void callPeriodically(Callable<R> work, Consumer<R> then, Duration period) {
            Consumer<R> andAgain =
                    result -> {
                        then.accept(result);
                        later.put(nextNumber, () -> callPeriodically(work, then, period));
                        Due due = new Due(nextNumber++);
                        services.wakeTimer().after(period.toNanos(), () -> self.tell(due));
                    };
            callAsync(work, andAgain);
        }

        private <R> void call(Callable<R> work, Consumer<R> then) {
            try {
                R result = work.call();
                self.tell(new Done(() -> then.accept(result)));
            } catch (Throwable failure) {
                self.tell(
                        new Done(
                                () -> {
                                    throw asStreamException(failure);
                                }));
            }
        }

        private StreamException asStreamException(Throwable failure) {
            return failure instanceof StreamException known
                    ? known
                    : new StreamException(
                            ErrorCode.EXTERNAL_IO,
                            "Looking for splits failed: source=" + source + " cause=" + failure,
                            failure);
        }
    }
}
