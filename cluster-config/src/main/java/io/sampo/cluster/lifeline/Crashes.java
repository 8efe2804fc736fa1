/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.lifeline;

import io.sampo.cluster.config.HostPort;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which processes are proven to be dead, by the address of their control port. One for this JVM,
 * since the cluster makes its failure detectors by name and gives them nothing of ours; several
 * nodes in one JVM may share it, for who is dead is so for all. Thread-safe.
 */
final class Crashes {
    private static final Map<String, Long> DEAD = new ConcurrentHashMap<>();

    private Crashes() {}

    static void mark(HostPort address, long uid) {
        DEAD.put(address.toString(), uid);
    }

    /** Forgets a process, which is a member no more; another one may be at its address. */
    static void forget(HostPort address, long uid) {
        DEAD.remove(address.toString(), uid);
    }

    static boolean contains(HostPort address, long uid) {
        Long dead = DEAD.get(address.toString());
        return dead != null && dead == uid;
    }

    /** Tells whether the member at an address is dead, whichever process it is. */
    static boolean contains(HostPort address) {
        return DEAD.containsKey(address.toString());
    }
}
