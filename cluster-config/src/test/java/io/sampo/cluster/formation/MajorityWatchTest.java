/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.formation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.config.HostPort;
import io.sampo.cluster.formation.ClusterMember.State;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MajorityWatchTest {
    /**
     * Members by rising address, a letter each: S this node, r reachable, u unreachable, x proven
     * to be dead; j joining, d down (both unreachable). Capital: of this node's own state.
     */
    private static List<ClusterMember> members(String letters) {
        List<ClusterMember> members = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            State state =
                    switch (letter) {
                        case 'j', 'J' -> State.JOINING;
                        case 'd', 'D' -> State.DOWN;
                        case 'l' -> State.LEAVING;
                        default -> State.UP;
                    };
            boolean self = Character.isUpperCase(letter);
            members.add(
                    new ClusterMember(
                            new HostPort("10.0.0." + (i + 1), 7610),
                            letter == 'x' ? 666 : i,
                            state,
                            letter == 'r' || letter == 'l' || self,
                            self,
                            List.of(),
                            OptionalInt.empty()));
        }
        return members;
    }

    @ParameterizedTest
    @CsvSource({
        "S, true",
        "Sr, true",
        // halves: the one with the lowest address
        "Su, true",
        "uS, false",
        "Sruu, true",
        "uuSr, false",
        "rSuu, true",
        // more or fewer
        "Srr, true",
        "Sru, true",
        "Suu, false",
        "uSr, true",
        "uuS, false",
        "uuSrr, true",
        "uuuSr, false",
        // whose death is proven has no voice
        "xS, true",
        "xxS, true",
        "xuS, false",
        "Sxu, true",
        // who is not yet, or not any more, one of the cluster has none either
        "Sjj, true",
        "Sdd, true",
        "jS, true",
        "Slu, true",
        "uSl, true",
        // this node is no member yet, or none any more
        "J, false",
        "Jrr, false",
        "Drr, false",
    })
    void countsVoices(String letters, boolean majority) {
        assertThat(MajorityWatch.isMajority(members(letters), member -> member.uid() == 666))
                .as(letters)
                .isEqualTo(majority);
    }

    @Test
    void nobodyIsNoMajority() {
        assertThat(MajorityWatch.isMajority(List.of(), member -> false)).isFalse();
    }

    @Test
    void portsAreOrderedAsNumbers() {
        ClusterMember low = withPort(999, false, false);
        ClusterMember high = withPort(7610, true, true);

        assertThat(MajorityWatch.isMajority(List.of(low, high), member -> false)).isFalse();
    }

    private static ClusterMember withPort(int port, boolean reachable, boolean self) {
        return new ClusterMember(
                new HostPort("h", port),
                port,
                State.UP,
                reachable,
                self,
                List.of(),
                OptionalInt.empty());
    }

    @Test
    void listenersHearOfEachChangeOnceAndOfTheStateWhenTheyCome() {
        MajorityGuard guard = new MajorityGuard(member -> false);
        List<String> heard = new ArrayList<>();
        guard.add(listener("a", heard));
        for (String letters : List.of("Srr", "Srr", "Sru", "Suu", "Suu", "Sru")) {
            List<ClusterMember> now = members(letters);
            guard.changed(new MemberChange(MemberChange.Kind.UP, now.get(0)), now);
        }
        guard.add(listener("b", heard));

        assertThat(heard).containsExactly("a-", "a+", "a-", "a+", "b+");
        assertThat(guard.hasMajority()).isTrue();
    }

    @Test
    void aListenerThatFailsKeepsNobodyFromHearing() {
        MajorityGuard guard = new MajorityGuard(member -> false);
        List<String> heard = new ArrayList<>();
        guard.add(
                new MajorityListener() {
                    @Override
                    public void onMinority() {}

                    @Override
                    public void onMajority() {
                        throw new IllegalStateException("on purpose");
                    }
                });
        guard.add(listener("b", heard));
        List<ClusterMember> now = members("S");

        guard.changed(new MemberChange(MemberChange.Kind.UP, now.get(0)), now);

        assertThat(heard).containsExactly("b-", "b+");
    }

    private static MajorityListener listener(String name, List<String> heard) {
        return new MajorityListener() {
            @Override
            public void onMinority() {
                heard.add(name + "-");
            }

            @Override
            public void onMajority() {
                heard.add(name + "+");
            }
        };
    }
}
