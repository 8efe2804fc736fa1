/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.http;

import io.sampo.cluster.config.HostPort;
import io.sampo.cluster.formation.ClusterMember;
import io.sampo.cluster.formation.MajorityGuard;
import io.sampo.cluster.formation.MemberChange;
import io.sampo.cluster.formation.MembershipListener;
import io.sampo.core.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The members as a node has seen them last, for whoever asks. Thread-safe. */
public final class NodeView implements MembershipListener {
    private final MajorityGuard guard;
    private final List<HostPort> seeds;
    private final Clock clock;
    private final long startNanos;
    private volatile boolean joined;
    private volatile List<ClusterMember> members = List.of();

    /**
     * Creates a view of a node that is no member yet.
     *
     * @param seeds by which it looks for its cluster
     */
    public NodeView(MajorityGuard guard, List<HostPort> seeds, Clock clock) {
        this.guard = guard;
        this.seeds = List.copyOf(seeds);
        this.clock = clock;
        this.startNanos = clock.nanoTime();
    }

    @Override
    public void changed(MemberChange change, List<ClusterMember> now) {
        members = now;
        joined |= now.stream().anyMatch(ClusterMember::self);
    }

    /** Returns the members, by address. */
    public List<ClusterMember> members() {
        return members;
    }

    /** Tells whether this node is of the majority. */
    public boolean hasMajority() {
        return guard.hasMajority();
    }

    /** Returns what a node waits for that was no member yet; nothing if it was. */
    public Optional<String> notJoined() {
        if (joined) {
            return Optional.empty();
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(clock.nanoTime() - startNanos);
        return Optional.of(
                "not a member of the cluster yet: waits since "
                        + seconds
                        + " s for a seed that is one, or for the first seed, which founds the cluster:"
                        + " seeds="
                        + seeds);
    }

    /** Returns why the node is not ready for work; nothing if it is. */
    public Optional<String> notReady() {
        Optional<ClusterMember> self = members.stream().filter(ClusterMember::self).findFirst();
        if (self.isEmpty()) {
            return notJoined().or(() -> Optional.of("not a member of the cluster any more"));
        }
        if (self.get().state() != ClusterMember.State.UP) {
            return Optional.of("this node is " + self.get().state());
        }
        return hasMajority()
                ? Optional.empty()
                : Optional.of("less than a majority of the members is reachable");
    }
}
