/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.http;

import io.sampo.cluster.formation.ClusterMember;
import io.sampo.cluster.formation.MajorityGuard;
import io.sampo.cluster.formation.MemberChange;
import io.sampo.cluster.formation.MembershipListener;
import java.util.List;
import java.util.Optional;

/** The members as a node has seen them last, for whoever asks. Thread-safe. */
public final class NodeView implements MembershipListener {
    private final MajorityGuard guard;
    private volatile List<ClusterMember> members = List.of();

    /** Creates a view of a node that is no member yet. */
    public NodeView(MajorityGuard guard) {
        this.guard = guard;
    }

    @Override
    public void changed(MemberChange change, List<ClusterMember> now) {
        members = now;
    }

    /** Returns the members, by address. */
    public List<ClusterMember> members() {
        return members;
    }

    /** Tells whether this node is of the majority. */
    public boolean hasMajority() {
        return guard.hasMajority();
    }

    /** Returns why the node is not ready for work; nothing if it is. */
    public Optional<String> notReady() {
        Optional<ClusterMember> self = members.stream().filter(ClusterMember::self).findFirst();
        if (self.isEmpty()) {
            return Optional.of("not a member of the cluster yet");
        }
        if (self.get().state() != ClusterMember.State.UP) {
            return Optional.of("this node is " + self.get().state());
        }
        return hasMajority()
                ? Optional.empty()
                : Optional.of("less than a majority of the members is reachable");
    }
}
