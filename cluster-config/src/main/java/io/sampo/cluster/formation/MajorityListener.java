/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.formation;

/**
 * Hears whether this node may act for the cluster. A node in the minority will be downed within
 * seconds, and the majority then goes on without it: until it is known who that is, nothing may be
 * committed here. Called on the thread of the membership, or that of who registers; must not block.
 */
public interface MajorityListener {
    /** Less than a majority of the members is reachable from here, or this node is no member. */
    void onMinority();

    /** A majority is reachable, this node included. */
    void onMajority();
}
