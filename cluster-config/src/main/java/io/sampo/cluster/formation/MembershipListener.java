/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.formation;

import java.util.List;

/** Hears what happens to members. Called on the thread of the membership; must not block. */
@FunctionalInterface
public interface MembershipListener {
    /**
     * Called after each change, first for the members that were there before this node.
     *
     * @param members all that there are after it, by address
     */
    void changed(MemberChange change, List<ClusterMember> members);
}
