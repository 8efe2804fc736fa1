/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.formation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.config.HostPort;
import io.sampo.cluster.formation.Island.Resident;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IslandTest {
    /** The first of them are seeds. */
    private static final int SEEDS = 3;

    /**
     * Members by rising address, a character each: its process, in lower case if it is not heard
     * of; a dot for nobody.
     */
    private static Island island(String letters) {
        List<Resident> residents = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (letter != '.') {
                residents.add(
                        new Resident(
                                new HostPort("10.0.0.1", 1000 + i),
                                Character.toUpperCase(letter),
                                Character.isUpperCase(letter),
                                i < SEEDS));
            }
        }
        return new Island(residents);
    }

    @ParameterizedTest
    @CsvSource({
        // the smaller one
        ".B, A.C, true",
        "A.C, .B, false",
        "A, .BC, true",
        // as many: not the one with the lowest address
        ".B, A, true",
        "A, .B, false",
        ".B.D, A.C, true",
        // whoever is not heard of does not count
        "xBy, A.C, true",
        "A.C, xBy, false",
        "Ab, .CD, true",
        // one that is in both: it is one cluster
        ".B, ABC, false",
        "AB, aBCD, false",
        ".B, AbC, false",
        // a former process at an address is another one
        ".B, AxC, true",
        // nobody is there yet
        "a, .B, false",
        "B, '', false",
        "'', AB, false",
        // the same address, and no more to tell them apart
        "A, B, false",
        // without a seed: its nodes, started again, find the other
        "...DE, A, true",
        "A, ...DE, false"
    })
    void theSmallerOneGivesWay(String own, String other, boolean givesWay) {
        assertThat(island(own).givesWayTo(island(other))).isEqualTo(givesWay);
    }
}
