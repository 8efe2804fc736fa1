/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.formation;

import java.util.Locale;

/**
 * What happened to a member.
 *
 * @param kind what happened
 * @param member the member thereafter
 */
public record MemberChange(Kind kind, ClusterMember member) {
    /** What can happen to a member. */
    public enum Kind {
        /** It asks to be one. */
        JOINED,
        /** It is one. */
        UP,
        /** It says that it goes. */
        LEAVING,
        /** All know that it goes. */
        EXITING,
        /** It is not heard of. */
        UNREACHABLE,
        /** It is heard of again. */
        REACHABLE,
        /** It was given up. */
        DOWNED,
        /** It is none any more. */
        REMOVED
    }

    /** Returns one line for the log. */
    @Override
    public String toString() {
        return "member "
                + kind.name().toLowerCase(Locale.ROOT)
                + ": "
                + member.address()
                + (member.self() ? " (this node)" : "")
                + " roles="
                + member.roles()
                + " uid="
                + member.uid();
    }
}
