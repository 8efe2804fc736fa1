/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.formation;

import io.sampo.cluster.config.HostPort;
import io.sampo.runtime.protocol.WireMessage;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes one cluster of two that were founded apart: the first of the seeds founds one if the others
 * do not answer in time, as when a busy machine stopped them for seconds. Each node asks the seeds
 * that are no members what cluster they are of; those of the one without seeds, or of the smaller
 * one, end, to be started again.
 */
public final class IslandWatch extends AbstractBehavior<IslandWatch.Command> {
    private static final Logger LOG = LoggerFactory.getLogger(IslandWatch.class);

    /** Seldom: what comes of two clusters is that one waits. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private static final String NAME = "sampo-islands";

    private final List<HostPort> seeds;
    private final Supplier<List<ClusterMember>> members;

    /** What it is told. */
    sealed interface Command extends WireMessage {}

    private record Look() implements Command {}

    /** This is my cluster; what is yours? */
    private record Question(Island island, ActorRef<Command> replyTo) implements Command {}

    private record Answer(Island island) implements Command {}

    private IslandWatch(
            ActorContext<Command> context,
            List<HostPort> seeds,
            Supplier<List<ClusterMember>> members) {
        super(context);
        this.seeds = List.copyOf(seeds);
        this.members = members;
    }

    /**
     * Starts it; one for each actor system.
     *
     * @param members returns the members as this node sees them
     */
    public static void start(
            ActorSystem<?> system, List<HostPort> seeds, Supplier<List<ClusterMember>> members) {
        Behavior<Command> behavior =
                Behaviors.setup(
                        context ->
                                Behaviors.withTimers(
                                        timers -> {
                                            timers.startTimerWithFixedDelay(
                                                    new Look(), BETWEEN_LOOKS);
                                            return new IslandWatch(context, seeds, members);
                                        }));
        system.systemActorOf(behavior, NAME, Props.empty());
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Look.class, look -> onLook())
                .onMessage(Question.class, this::onQuestion)
                .onMessage(Answer.class, answer -> onIsland(answer.island()))
                .build();
    }

    private Behavior<Command> onLook() {
        List<ClusterMember> now = members.get();
        Island own = Island.of(now, seeds);
        if (!own.here().isEmpty()) {
            seeds.stream()
                    .filter(seed -> now.stream().noneMatch(one -> one.address().equals(seed)))
                    .forEach(seed -> ask(seed, own));
        }
        return this;
    }

    private void ask(HostPort seed, Island own) {
        // an address of the same system, at another place
        String path =
                Cluster.get(getContext().getSystem()).selfMember().address().protocol()
                        + "://"
                        + getContext().getSystem().name()
                        + "@"
                        + seed
                        + "/system/"
                        + NAME;
        ActorSelection other = Adapter.toClassic(getContext().getSystem()).actorSelection(path);
        other.tell(
                new Question(own, getContext().getSelf()),
                org.apache.pekko.actor.ActorRef.noSender());
    }

    private Behavior<Command> onQuestion(Question question) {
        question.replyTo().tell(new Answer(Island.of(members.get(), seeds)));
        return onIsland(question.island());
    }

    private Behavior<Command> onIsland(Island other) {
        Island own = Island.of(members.get(), seeds);
        if (own.givesWayTo(other)) {
            LOG.warn(
                    "beside a cluster that was founded apart and takes precedence:"
                            + " own={} other={}. This node ends, and joins that one when it is started"
                            + " again",
                    own.here(),
                    other.here());
            Cluster cluster = Cluster.get(getContext().getSystem());
            cluster.manager().tell(new Down(cluster.selfMember().address()));
        }
        return this;
    }
}
