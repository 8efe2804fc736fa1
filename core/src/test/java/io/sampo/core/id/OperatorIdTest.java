/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OperatorIdTest {
    @Test
    void aNameMustNotBeBlank() {
        assertThatThrownBy(() -> new OperatorId("  "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name='  '");
    }

    @Test
    void subtasksSortByChainAndThenByNumber() {
        TreeSet<SubtaskId> sorted = new TreeSet<>();
        for (int index : new int[] {10, 2, 1}) {
            sorted.add(new SubtaskId(new OperatorId("b"), index));
            sorted.add(new SubtaskId(new OperatorId("a"), index));
        }

        assertThat(sorted)
                .extracting(SubtaskId::toString)
                .containsExactly("a[1]", "a[2]", "a[10]", "b[1]", "b[2]", "b[10]");
    }
}
