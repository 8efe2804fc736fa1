/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.simulation.node.Stage;
import io.sampo.simulation.schedule.Carriers;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutsideStoreTest {
    private final Stage stage = Stage.take(0);
    private final World world = new World(new VirtualScheduler(1, new Carriers()), 1);
    private final OutsideStore<List<String>> lines = world.store("lines", ArrayList::new);

    @AfterEach
    void end() {
        world.close();
        stage.release();
    }

    @Test
    void whatIsOutsideIsMadeOnce() {
        lines.get().add("a");
        OutsideStore<List<String>> again = world.store("lines", ArrayList::new);

        assertThat(again.get()).containsExactly("a");
        assertThat(world.<List<String>>store("lines")).containsExactly("a");
    }

    @Test
    void aDeadProcessChangesNothing() {
        stage.runAs(0, () -> lines.get().add("a"));
        world.disk().failBefore(0);

        assertThatThrownBy(() -> stage.runAs(0, () -> lines.get().add("b")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dead")
                .hasMessageContaining("lines");
        assertThat(lines.get()).as("seen from outside").containsExactly("a");
    }

    @Test
    void namesThatTheJobDoesNotHaveAreRefused() {
        assertThatThrownBy(() -> world.store("line"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("store: name=line.")
                .hasMessageContaining("[lines]");
    }

    @Test
    void afterTheEndThereIsNothing() {
        world.close();

        assertThatThrownBy(lines::get)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("over");
    }
}
