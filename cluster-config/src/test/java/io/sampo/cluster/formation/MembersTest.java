/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.formation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.config.HostPort;
import io.sampo.cluster.formation.ClusterMember.State;
import io.sampo.cluster.formation.MemberChange.Kind;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MembersTest {
    private final Members members = new Members();

    private static ClusterMember member(long uid, State state, boolean reachable) {
        return new ClusterMember(
                new HostPort("n", 1), uid, state, reachable, false, List.of(), OptionalInt.of(2));
    }

    private void on(Kind kind, ClusterMember member) {
        members.apply(new MemberChange(kind, member));
    }

    @Test
    void aMemberThatIsNotHeardOfStaysSoWhenItIsDowned() {
        on(Kind.UP, member(1, State.UP, true));
        on(Kind.UNREACHABLE, member(1, State.UP, false));
        on(Kind.DOWNED, member(1, State.DOWN, true));

        assertThat(members.list()).containsExactly(member(1, State.DOWN, false));

        on(Kind.REMOVED, member(1, State.DOWN, true));
        assertThat(members.list()).isEmpty();
    }

    @Test
    void whatIsSaidOfAFormerProcessConcernsTheNewOneNot() {
        on(Kind.UP, member(1, State.UP, true));
        on(Kind.JOINED, member(2, State.JOINING, true));
        on(Kind.UNREACHABLE, member(1, State.UP, false));
        on(Kind.REMOVED, member(1, State.DOWN, false));

        assertThat(members.list()).containsExactly(member(2, State.JOINING, true));
    }

    @Test
    void changesReadAsOneLine() {
        assertThat(new MemberChange(Kind.UNREACHABLE, member(7, State.UP, false)))
                .hasToString("member unreachable: n:1 roles=[] uid=7");
    }
}
