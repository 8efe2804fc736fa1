/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutsideOutputTest {
    private final OutsideOutput output = new OutsideOutput();
    private final OutsideOutput.Session session = output.connect(() -> true);

    @Test
    void whatIsAppendedIsThereAtOnceAndAgain() {
        session.append("a");
        session.append("a");

        assertThat(output.records()).containsExactly("a", "a");
    }

    @Test
    void aCommitThatIsRepeatedLaterIsRight() {
        session.prepare("of 1", 1, List.of("a"));
        session.commit("of 1");
        session.prepare("of 2", 2, List.of("b"));

        session.commit("of 1");

        assertThat(output.finding()).isEmpty();
        assertThat(output.records()).containsExactly("a");
    }

    @Test
    void aFirstCommitOfAnAttemptThatIsOverIsFound() {
        session.prepare("of 1", 1, List.of("a"));
        session.prepare("of 2", 2, List.of("b"));

        session.commit("of 1");

        assertThat(output.finding())
                .hasValueSatisfying(
                        what -> assertThat(what).contains("transaction=of 1 attempt=1 last=2"));
    }
}
