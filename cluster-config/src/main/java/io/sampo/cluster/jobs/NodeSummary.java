/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.cluster.config.HostPort;
import io.sampo.cluster.config.NodeConfig;
import io.sampo.cluster.launch.ClusterNode;
import io.sampo.runtime.protocol.WireMessage;

/**
 * How a node is, for whoever asks any of them.
 *
 * @param address its control port, as other nodes know it
 * @param name empty if it did not answer, as what follows
 * @param http where its HTTP port is
 * @param slots how many subtasks of one operator it takes
 * @param state as a member, in lower case; or {@code unreachable}
 */
public record NodeSummary(String address, String name, String http, int slots, String state)
        implements WireMessage {
    /** Returns what a node tells of itself. */
    static NodeSummary of(NodeConfig config, String name, HostPort address, HostPort http) {
        String host = HostPort.isAny(http.host()) ? config.host() : http.host();
        return new NodeSummary(
                address.toString(),
                name,
                new HostPort(host, http.port()).toString(),
                config.roles().contains(ClusterNode.WORKER) ? config.slots() : 0,
                "up");
    }

    /** Returns the same node in another state. */
    NodeSummary in(String other) {
        return new NodeSummary(address, name, http, slots, other);
    }

    /** Returns whether its HTTP port can be reached from other machines if the node can. */
    boolean isReachable() {
        return !isLoopback(http) || isLoopback(address);
    }

    private static boolean isLoopback(String place) {
        return HostPort.parse(place).filter(at -> HostPort.isLoopback(at.host())).isPresent();
    }

    /** Returns whether it takes part: it is up, and has answered. */
    public boolean isUp() {
        return state.equals("up") && !name.isEmpty();
    }
}
