/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.formation;

import io.sampo.cluster.config.HostPort;
import java.util.List;
import java.util.OptionalInt;

/**
 * One member of the cluster, as this node sees it at one moment.
 *
 * @param address where its control port is; unique among members
 * @param uid tells processes at the same address apart
 * @param state how far it is in or out
 * @param reachable whether this node's side of the cluster hears of it
 * @param self whether it is this node
 * @param roles what it does
 * @param lifelinePort where one sees that its process lives; nothing if its lifeline is off
 */
public record ClusterMember(
        HostPort address,
        long uid,
        State state,
        boolean reachable,
        boolean self,
        List<String> roles,
        OptionalInt lifelinePort) {
    /** How far a member is in or out; Pekko's words. */
    public enum State {
        /** Not yet known to all. */
        JOINING,
        /** One of the cluster. */
        UP,
        /** It has said that it goes. */
        LEAVING,
        /** All know that it goes. */
        EXITING,
        /** It was given up, and is about to be removed. */
        DOWN
    }

    /** Copies the roles. */
    public ClusterMember {
        roles = List.copyOf(roles);
    }

    /** Tells whether it has a voice when the majority is counted. */
    boolean counts() {
        return state == State.UP || state == State.LEAVING;
    }

    /** Tells whether it is on this node's side. */
    boolean isHere() {
        return self || reachable;
    }

    ClusterMember withReachable(boolean now) {
        return new ClusterMember(address, uid, state, now, self, roles, lifelinePort);
    }
}
