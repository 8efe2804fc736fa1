/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.runtime.worker.WorkerHost;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/** Keeps track of the nodes that take jobs, and of what they have room for. */
final class WorkerList extends AbstractBehavior<WorkerList.Command> {
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(5);

    private final Consumer<List<WorkerHost.Description>> target;
    private final ActorRef<WorkerHost.Description> descriptions;
    private final Map<ActorRef<WorkerHost.Command>, WorkerHost.Description> known =
            new LinkedHashMap<>();
    private Set<ActorRef<WorkerHost.Command>> hosts = Set.of();

    interface Command {}

    private record Found(Set<ActorRef<WorkerHost.Command>> hosts) implements Command {}

    private enum AskAgain implements Command {
        INSTANCE
    }

    private record Described(WorkerHost.Description description) implements Command {}

    private WorkerList(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            Consumer<List<WorkerHost.Description>> target) {
        super(context);
        this.target = target;
        descriptions = context.messageAdapter(WorkerHost.Description.class, Described::new);
        ActorRef<Receptionist.Listing> listings =
                context.messageAdapter(
                        Receptionist.Listing.class,
                        listing -> new Found(listing.getServiceInstances(WorkerHost.KEY)));
        context.getSystem().receptionist().tell(Receptionist.subscribe(WorkerHost.KEY, listings));
        timers.startTimerWithFixedDelay(AskAgain.INSTANCE, BETWEEN_QUESTIONS);
    }

    /**
     * Returns the behavior.
     *
     * @param target gets all of them with each change, on the actor's thread
     */
    static Behavior<Command> create(Consumer<List<WorkerHost.Description>> target) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new WorkerList(context, timers, target)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Found.class, this::onFound)
                .onMessage(Described.class, this::onDescribed)
                .onMessageEquals(AskAgain.INSTANCE, this::onAskAgain)
                .build();
    }

    private Behavior<Command> onFound(Found found) {
        for (ActorRef<WorkerHost.Command> host : found.hosts()) {
            if (!hosts.contains(host)) {
                host.tell(new WorkerHost.Subscribe(descriptions));
            }
        }
        hosts = found.hosts();
        known.keySet().retainAll(hosts);
        tell();
        return this;
    }

    /** What was asked, or answered, may have been lost. */
    private Behavior<Command> onAskAgain() {
        hosts.forEach(host -> host.tell(new WorkerHost.Subscribe(descriptions)));
        return this;
    }

    private Behavior<Command> onDescribed(Described described) {
        WorkerHost.Description description = described.description();
        if (hosts.contains(description.host())) {
            known.put(description.host(), description);
            tell();
        }
        return this;
    }

    private void tell() {
        target.accept(List.copyOf(known.values()));
    }
}
