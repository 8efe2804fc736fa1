/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.core.element.CheckpointBarrier;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.id.SubtaskId;
import io.sampo.runtime.node.SubtaskPool;
import io.sampo.runtime.protocol.WireMessage;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.ExtensibleBehavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives one {@link Subtask} a thread for each turn and each command. Never restarted: a subtask
 * that fails tells its job master and stops.
 *
 * <p>Takes its messages itself: what is built with receive builders is three more layers around
 * each turn.
 */
public final class SubtaskActor extends ExtensibleBehavior<SubtaskActor.Command> {
    private static final Logger LOG = LoggerFactory.getLogger(SubtaskActor.class);

    private final ActorRef<Command> self;
    private final Subtask subtask;
    private final SubtaskId id;
    private final int attempt;
    private final Consumer<SubtaskEvent> events;
    private boolean opened;
    private boolean closed;

    /** What came from the enumerator so far. */
    private long updates;

    /** What a subtask is told. */
    public sealed interface Command extends WireMessage {}

    /** All subtasks are there, if not all open yet: a source may begin. */
    public enum Start implements Command {
        /** The one instance. */
        INSTANCE
    }

    /** Let go of everything and end. */
    public enum Stop implements Command {
        /** The one instance. */
        INSTANCE
    }

    /**
     * A source passes this barrier now.
     *
     * @param updates how many {@link UpdateSource} went before it
     */
    public record TriggerCheckpoint(CheckpointBarrier barrier, long updates) implements Command {}

    /**
     * The checkpoint is complete.
     *
     * @param commit whether sinks commit it; not for a savepoint that the job goes on after
     */
    public record CheckpointCompleted(long checkpointId, boolean commit) implements Command {}

    /** The checkpoint will not complete. */
    public record CheckpointAborted(long checkpointId) implements Command {}

    /**
     * What the enumerator has decided for one source subtask, at one go: of a split whose
     * timestamps are unknown no record may be read before the watermark is held back for it, nor
     * after it has been let go of.
     *
     * @param number from 1 in each attempt: between nodes a message may be lost without a word, and
     *     a split in neither the enumerator's state nor the reader's would never be read
     * @param splits to be read, too
     * @param watermarkCap what the watermark must not pass from now on; null if that stays as it is
     * @param last whether no more splits will come
     */
    public record UpdateSource(
            long number, List<byte[]> splits, @Nullable Long watermarkCap, boolean last)
            implements Command {}

    /** A source reads nothing while its watermark is above the timestamp. */
    public record LimitWatermark(long timestamp) implements Command {}

    /** Sent to itself, by the doorbell too. */
    private enum Turn implements Command {
        INSTANCE
    }

    /** Sent to itself at first: the state is restored on the subtask's own thread. */
    private enum Open implements Command {
        INSTANCE
    }

    private SubtaskActor(
            ActorRef<Command> self,
            SubtaskShell shell,
            Subtask subtask,
            Consumer<SubtaskEvent> events) {
        this.self = self;
        this.subtask = subtask;
        this.id = shell.id();
        this.attempt = shell.attempt();
        this.events = events;
    }

    /** Returns the behavior; the subtask is opened at once and starts with {@link Start}. */
    public static Behavior<Command> create(
            SubtaskShell shell, Subtask subtask, Consumer<SubtaskEvent> events) {
        return Behaviors.setup(
                context -> {
                    subtask.connect(() -> context.getSelf().tell(Turn.INSTANCE));
                    context.getSelf().tell(Open.INSTANCE);
                    return new SubtaskActor(context.getSelf(), shell, subtask, events);
                });
    }

    @Override
    public Behavior<Command> receive(TypedActorContext<Command> context, Command command) {
        subtask.code().enter();
        try {
            if (command == Stop.INSTANCE) {
                return end(new SubtaskEvent.Stopped(id, attempt));
            }
            if (!subtask.code().isCancelled()) {
                carryOut(command);
            }
            return this;
        } catch (Throwable failure) {
            return fail(failure);
        } finally {
            subtask.code().leave();
        }
    }

    /** Ends without a command to stop only if the job master is gone. */
    @Override
    public Behavior<Command> receiveSignal(TypedActorContext<Command> context, Signal signal) {
        if (signal instanceof PostStop && !closed) {
            subtask.code().enter();
            try {
                close();
            } finally {
                subtask.code().leave();
            }
        }
        return this;
    }

    /** What others tell may come before what the actor has told itself. */
    private void carryOut(Command command) throws Exception {
        if (!opened) {
            opened = true;
            open();
        }
        if (command == Turn.INSTANCE) {
            subtask.turn();
        } else if (command == Start.INSTANCE) {
            subtask.start();
        } else if (command instanceof TriggerCheckpoint trigger) {
            checkUpdates(trigger.updates());
            // Comes after the start only; that may have been lost.
            subtask.start();
            subtask.trigger(trigger.barrier());
        } else if (command instanceof CheckpointCompleted completed) {
            subtask.checkpointCompleted(completed.checkpointId(), completed.commit());
        } else if (command instanceof CheckpointAborted aborted) {
            subtask.checkpointAborted(aborted.checkpointId());
        } else if (command instanceof UpdateSource update) {
            update(update);
        } else if (command instanceof LimitWatermark limit) {
            subtask.limitWatermark(limit.timestamp());
        }
    }

    private void checkUpdates(long expected) {
        if (updates != expected) {
            throw new StreamException(
                    ErrorCode.CHANNEL_BROKEN,
                    "Something that the enumerator told was lost on its way: subtask="
                            + id
                            + " told="
                            + expected
                            + " heard="
                            + updates);
        }
    }

    private void update(UpdateSource update) {
        checkUpdates(update.number() - 1);
        updates++;
        if (!update.splits().isEmpty()) {
            subtask.addSplits(update.splits());
        }
        Long cap = update.watermarkCap();
        if (cap != null) {
            subtask.capWatermark(cap);
        }
        if (update.last()) {
            subtask.noMoreSplits();
        }
    }

    private void open() throws Exception {
        SubtaskPool.blocking(
                () -> {
                    subtask.open();
                    return Boolean.TRUE;
                });
        self.tell(Turn.INSTANCE);
    }

    private Behavior<Command> fail(Throwable failure) {
        if (failure instanceof VirtualMachineError) {
            LOG.error("The virtual machine failed: subtask={} attempt={}", id, attempt, failure);
        }
        if (subtask.code().isCancelled()) {
            // Not by the job master, maybe, but by a node that leaves: the job can go on elsewhere.
            LOG.debug("Given up: subtask={} attempt={}", id, attempt, failure);
            return end(new SubtaskEvent.Stopped(id, attempt));
        }
        Throwable known =
                failure instanceof StreamException
                        ? failure
                        : new StreamException(
                                ErrorCode.INTERNAL,
                                "Subtask failed: subtask=" + id + " cause=" + failure,
                                failure);
        return end(new SubtaskEvent.Failed(id, attempt, known));
    }

    private Behavior<Command> end(SubtaskEvent event) {
        close();
        events.accept(event);
        return Behaviors.stopped();
    }

    /** Whatever goes wrong in here, the job master must hear that this subtask is at its end. */
    private void close() {
        closed = true;
        subtask.closing();
        try {
            SubtaskPool.blocking(
                    () -> {
                        subtask.close();
                        return Boolean.TRUE;
                    });
        } catch (Throwable e) {
            LOG.warn("Closing failed: subtask={} attempt={}", id, attempt, e);
        }
    }
}
