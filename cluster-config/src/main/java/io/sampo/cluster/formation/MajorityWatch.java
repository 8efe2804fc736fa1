/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.formation;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decides on which side of a cut a node is, as the split brain resolver does (keep-majority), but
 * at once and for both sides. Members that are up or leaving have a voice. Of two halves that one
 * has the majority which has the member with the lowest address. Whose process is proven to be dead
 * has no voice, so that of two nodes the other one goes on.
 */
final class MajorityWatch {
    private static final Comparator<ClusterMember> LOWEST =
            Comparator.comparing(ClusterMember::address);

    private MajorityWatch() {}

    /**
     * Tells whether this node is of the majority.
     *
     * @param dead tells whether a member's process is proven to be dead
     */
    static boolean isMajority(List<ClusterMember> members, Predicate<ClusterMember> dead) {
        List<ClusterMember> voices =
                members.stream()
                        .filter(member -> member.counts() && (member.self() || !dead.test(member)))
                        .toList();
        boolean selfCounts = voices.stream().anyMatch(ClusterMember::self);
        long reachable = voices.stream().filter(ClusterMember::isHere).count();
        if (!selfCounts || reachable * 2 < voices.size()) {
            return false;
        }
        return reachable * 2 > voices.size()
                || voices.stream().min(LOWEST).filter(ClusterMember::isHere).isPresent();
    }
}
