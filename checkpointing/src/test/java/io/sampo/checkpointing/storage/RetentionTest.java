/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetentionTest {
    @Test
    void keepsTheNewest() {
        Retention.Choice choice =
                new Retention(2)
                        .add(List.of(checkpoint(1), checkpoint(2)), checkpoint(3), Set.of());

        assertThat(choice.kept()).containsExactly(checkpoint(2), checkpoint(3));
        assertThat(choice.retired()).containsExactly(checkpoint(1));
    }

    @Test
    void retiresDamagedOnesBeforeSoundOlderOnes() {
        Retention.Choice choice =
                new Retention(2)
                        .add(List.of(checkpoint(1), checkpoint(2)), checkpoint(3), Set.of(2L));

        assertThat(choice.kept()).containsExactly(checkpoint(1), checkpoint(3));
        assertThat(choice.retired()).containsExactly(checkpoint(2));
    }

    @Test
    void followsASmallerSetting() {
        Retention.Choice choice =
                new Retention(1)
                        .add(
                                List.of(checkpoint(1), checkpoint(2), checkpoint(3)),
                                checkpoint(4),
                                Set.of());

        assertThat(choice.kept()).containsExactly(checkpoint(4));
        assertThat(choice.retired()).hasSize(3);
    }

    @Test
    void refusesToKeepNothing() {
        assertThatThrownBy(() -> new Retention(0)).hasMessageContaining("retained=0");
    }

    private static CompletedCheckpoint checkpoint(long id) {
        return new CompletedCheckpoint(new CheckpointRef(id, 1, false), id, false);
    }
}
