/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.lifeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.lifeline.LifelineWatch.Action;
import io.sampo.cluster.lifeline.LifelineWatch.Next;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifelineWatchTest {
    private static final long UID = 42;

    /** g greeted by the process, o greeted by another, l lost, r refused, u unclear. */
    private static Next after(String signals) {
        LifelineWatch watch = new LifelineWatch(UID);
        Next next = null;
        for (char signal : signals.toCharArray()) {
            assertThat(next == null || next.action() != Action.DEAD)
                    .as("nothing comes after the death in %s", signals)
                    .isTrue();
            next =
                    switch (signal) {
                        case 'g' -> watch.greeted(UID);
                        case 'o' -> watch.greeted(UID + 1);
                        case 'l' -> watch.lost();
                        case 'r' -> watch.refused();
                        default -> watch.unclear();
                    };
        }
        return next;
    }

    @ParameterizedTest
    @CsvSource({
        "g, STAY",
        // rule 1: lost and then refused, twice in a row
        "gl, CONNECT",
        "glr, CONNECT",
        "glrr, DEAD",
        "glrur, CONNECT",
        "glrurr, DEAD",
        "glulrr, DEAD",
        // nothing else is a proof, however often
        "rrrrrr, CONNECT",
        "urrrr, CONNECT",
        "uuuuuu, CONNECT",
        "gluuuuuu, CONNECT",
        "lrrrr, CONNECT",
        // rule 2: the same process again is only a broken connection, another one is the death
        "glg, STAY",
        "glrg, STAY",
        "glrglr, CONNECT",
        "glrglrr, DEAD",
        "glo, DEAD",
        "gluo, DEAD",
        // where the process was never met the port leads elsewhere
        "o, CONNECT",
        "oooo, CONNECT",
        "orr, CONNECT",
    })
    void onlyProofsCount(String signals, Action action) {
        assertThat(after(signals).action()).as(signals).isEqualTo(action);
    }

    @Test
    void afterALossItIsTriedAtOnceAndAfterARefusalSoon() {
        assertThat(after("gl").afterMillis()).isZero();
        assertThat(after("glr").afterMillis()).isEqualTo(20);
        assertThat(after("r").afterMillis()).isEqualTo(250);
        assertThat(after("glu").afterMillis()).isEqualTo(250);
    }
}
