/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.formation;

import io.sampo.cluster.config.HostPort;
import java.util.List;

/**
 * A cluster as one of its members sees it, to be compared with one that was founded apart.
 *
 * @param residents its members
 */
record Island(List<Resident> residents) {
    /**
     * A member.
     *
     * @param address where it is
     * @param uid tells processes at the same address apart
     * @param here whether it is up, and is heard of
     * @param seed whether it is one of the seeds of whoever tells
     */
    record Resident(HostPort address, long uid, boolean here, boolean seed) {
        private boolean isSameProcess(Resident other) {
            return uid == other.uid && address.equals(other.address);
        }
    }

    Island {
        residents = List.copyOf(residents);
    }

    static Island of(List<ClusterMember> members, List<HostPort> seeds) {
        return new Island(
                members.stream()
                        .map(
                                member ->
                                        new Resident(
                                                member.address(),
                                                member.uid(),
                                                member.counts() && member.isHere(),
                                                seeds.contains(member.address())))
                        .toList());
    }

    /**
     * Tells whether this one is to end for the other. It is if only the other has a seed, which is
     * what its nodes will look for when they are started again; else if it has fewer members that
     * are here, or as many and not the one with the lowest address. Never if any process is a
     * member of both: then they are one cluster that is of two minds, which is for the split brain
     * resolver.
     */
    boolean givesWayTo(Island other) {
        boolean apart =
                residents.stream()
                        .noneMatch(own -> other.residents.stream().anyMatch(own::isSameProcess));
        List<HostPort> own = here();
        List<HostPort> others = other.here();
        if (!apart || own.isEmpty() || others.isEmpty()) {
            return false;
        }
        if (hasSeed() != other.hasSeed()) {
            return other.hasSeed();
        }
        return own.size() != others.size()
                ? own.size() < others.size()
                : own.get(0).compareTo(others.get(0)) > 0;
    }

    private boolean hasSeed() {
        return residents.stream().anyMatch(one -> one.here && one.seed);
    }

    /** Returns the addresses of those who are here, the lowest first. */
    List<HostPort> here() {
        return residents.stream().filter(Resident::here).map(Resident::address).sorted().toList();
    }
}
