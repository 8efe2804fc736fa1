/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.formation;

import io.sampo.cluster.config.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners on which side of a cut this node is. Thread-safe. */
public final class MajorityGuard implements MembershipListener {
    private static final Logger LOG = LoggerFactory.getLogger(MajorityGuard.class);

    private final Predicate<ClusterMember> dead;
    private final List<MajorityListener> listeners = new ArrayList<>();
    private boolean majority;

    /**
     * Creates a guard of a node that is no member yet, and so of no majority.
     *
     * @param dead tells whether a member's process is proven to be dead
     */
    public MajorityGuard(Predicate<ClusterMember> dead) {
        this.dead = dead;
    }

    /** Adds a listener; it is told at once how things are. */
    public synchronized void add(MajorityListener listener) {
        listeners.add(listener);
        tell(listener);
    }

    /** Tells whether this node is of the majority. */
    public synchronized boolean hasMajority() {
        return majority;
    }

    @Override
    public synchronized void changed(MemberChange change, List<ClusterMember> members) {
        boolean now = MajorityWatch.isMajority(members, dead);
        if (now == majority) {
            return;
        }
        majority = now;
        say(members);
        listeners.forEach(this::tell);
    }

    private void say(List<ClusterMember> members) {
        boolean member = members.stream().anyMatch(other -> other.self() && other.counts());
        if (majority) {
            LOG.info("of the majority: this node acts for the cluster");
        } else if (member) {
            List<HostPort> missing =
                    members.stream()
                            .filter(other -> !other.self() && !other.reachable())
                            .map(ClusterMember::address)
                            .toList();
            LOG.warn(
                    "of the minority, job masters and sinks are suspended: unreachable={} members={}",
                    missing,
                    members.size());
        } else {
            LOG.info("this node is a member no more and does not act for the cluster");
        }
    }

    private void tell(MajorityListener listener) {
        try {
            if (majority) {
                listener.onMajority();
            } else {
                listener.onMinority();
            }
        } catch (RuntimeException failure) {
            LOG.error("A listener failed: majority={}", majority, failure);
        }
    }
}
