/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.samples.sessionization;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sessions as they stand when all has been said: one that is emitted again, or that has grown
 * together with others, takes the place of those before.
 */
final class LastWord {
    private final Map<String, List<Session>> byUser = new TreeMap<>();
    private long replaced;

    /** Takes sessions in the order in which they were emitted for each user. */
    void take(Session session) {
        List<Session> known = byUser.computeIfAbsent(session.user(), user -> new ArrayList<>());
        int before = known.size();
        known.removeIf(session::replaces);
        replaced += before - known.size();
        known.add(session);
    }

    /** Returns the sessions that stand, by user. */
    List<Session> sessions() {
        List<Session> sessions = new ArrayList<>();
        byUser.values().forEach(sessions::addAll);
        return sessions;
    }

    /** Returns how many were replaced by later ones. */
    long replaced() {
        return replaced;
    }
}
