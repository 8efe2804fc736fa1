/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.formation;

import io.sampo.cluster.config.ActorSystemConfig;
import io.sampo.cluster.config.HostPort;
import io.sampo.cluster.formation.ClusterMember.State;
import io.sampo.cluster.formation.MemberChange.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the cluster's events into changes of members, and tells those who listen. */
public final class MembershipActor extends AbstractBehavior<ClusterDomainEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(MembershipActor.class);

    private final Members members = new Members();
    private final Member self;
    private final List<MembershipListener> listeners;
    private boolean gone;

    private MembershipActor(
            ActorContext<ClusterDomainEvent> context, List<MembershipListener> listeners) {
        super(context);
        this.listeners = listeners;
        Cluster cluster = Cluster.get(context.getSystem());
        self = cluster.selfMember();
        cluster.subscriptions().tell(Subscribe.create(context.getSelf(), ClusterDomainEvent.class));
    }

    /** Creates the behavior; one for each actor system. */
    public static Behavior<ClusterDomainEvent> create(List<MembershipListener> listeners) {
        List<MembershipListener> all = List.copyOf(listeners);
        return Behaviors.setup(context -> new MembershipActor(context, all));
    }

    @Override
    public Receive<ClusterDomainEvent> createReceive() {
        return newReceiveBuilder()
                .onMessage(ClusterEvent.MemberEvent.class, this::onMember)
                .onMessage(ClusterEvent.ReachabilityEvent.class, this::onReachability)
                .onAnyMessage(other -> this)
                .build();
    }

    private Behavior<ClusterDomainEvent> onMember(ClusterEvent.MemberEvent event) {
        kindOf(event).ifPresent(kind -> tell(kind, event.member(), true));
        return this;
    }

    private Behavior<ClusterDomainEvent> onReachability(ClusterEvent.ReachabilityEvent event) {
        boolean reachable = event instanceof ClusterEvent.ReachableMember;
        tell(reachable ? Kind.REACHABLE : Kind.UNREACHABLE, event.member(), reachable);
        return this;
    }

    private void tell(Kind kind, Member member, boolean reachable) {
        if (gone) {
            return;
        }
        MemberChange change = new MemberChange(kind, toMember(member, reachable));
        // When this node is out, all others are said to be removed, which they are not.
        gone = kind == Kind.REMOVED && change.member().self();
        members.apply(change);
        List<ClusterMember> now = members.list();
        for (MembershipListener listener : listeners) {
            try {
                listener.changed(change, now);
            } catch (RuntimeException failure) {
                // The others must hear of it all the more.
                LOG.error("Not heard: {}", change, failure);
            }
        }
    }

    private static Optional<Kind> kindOf(ClusterEvent.MemberEvent event) {
        if (event instanceof ClusterEvent.MemberJoined
                || event instanceof ClusterEvent.MemberWeaklyUp) {
            return Optional.of(Kind.JOINED);
        }
        if (event instanceof ClusterEvent.MemberUp) {
            return Optional.of(Kind.UP);
        }
        if (event instanceof ClusterEvent.MemberLeft) {
            return Optional.of(Kind.LEAVING);
        }
        if (event instanceof ClusterEvent.MemberExited) {
            return Optional.of(Kind.EXITING);
        }
        if (event instanceof ClusterEvent.MemberDowned) {
            return Optional.of(Kind.DOWNED);
        }
        return event instanceof ClusterEvent.MemberRemoved
                ? Optional.of(Kind.REMOVED)
                : Optional.empty();
    }

    private ClusterMember toMember(Member member, boolean reachable) {
        return new ClusterMember(
                addressOf(member.address()),
                member.uniqueAddress().longUid(),
                stateOf(member.status()),
                reachable,
                member.uniqueAddress().equals(self.uniqueAddress()),
                member.getRoles().stream()
                        .filter(role -> !role.startsWith(ActorSystemConfig.OWN_ROLES))
                        .filter(role -> !role.startsWith("dc-"))
                        .sorted()
                        .toList(),
                lifelinePort(member.getRoles()));
    }

    private static HostPort addressOf(Address address) {
        int port = address.getPort().orElse(0);
        return new HostPort(address.getHost().orElse(""), port);
    }

    private static OptionalInt lifelinePort(Set<String> roles) {
        String prefix = ActorSystemConfig.LIFELINE_ROLE;
        return roles.stream()
                .filter(role -> role.startsWith(prefix))
                .map(role -> role.substring(prefix.length()))
                .filter(port -> port.matches("\\d{1,5}"))
                .mapToInt(Integer::parseInt)
                .findFirst();
    }

    private static State stateOf(MemberStatus status) {
        if (status.equals(MemberStatus.up())) {
            return State.UP;
        }
        if (status.equals(MemberStatus.leaving())) {
            return State.LEAVING;
        }
        if (status.equals(MemberStatus.exiting())) {
            return State.EXITING;
        }
        boolean in =
                status.equals(MemberStatus.joining()) || status.equals(MemberStatus.weaklyUp());
        return in ? State.JOINING : State.DOWN;
    }
}
