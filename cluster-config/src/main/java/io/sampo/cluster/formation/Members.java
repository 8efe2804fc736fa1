/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.formation;

import io.sampo.cluster.config.HostPort;
import java.util.List;
import java.util.TreeMap;

/** The members of the cluster, kept by what happens to them. Confined to one thread. */
final class Members {
    private final TreeMap<String, ClusterMember> byAddress = new TreeMap<>();

    /** Takes in a change. One that speaks of a former process at an address changes nothing. */
    void apply(MemberChange change) {
        ClusterMember member = change.member();
        String key = key(member.address());
        ClusterMember there = byAddress.get(key);
        ClusterMember known = there != null && there.uid() == member.uid() ? there : null;
        switch (change.kind()) {
            case REMOVED -> {
                if (known != null) {
                    byAddress.remove(key);
                }
            }
            case UNREACHABLE, REACHABLE -> {
                if (known != null) {
                    byAddress.put(key, member);
                }
            }
            // Whether it is reachable is told apart.
            case JOINED, UP, LEAVING, EXITING, DOWNED ->
                    byAddress.put(
                            key, known == null ? member : member.withReachable(known.reachable()));
        }
    }

    /** Returns them by address. */
    List<ClusterMember> list() {
        return List.copyOf(byAddress.values());
    }

    private static String key(HostPort address) {
        return address.toString();
    }
}
