/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SimulatedSeedsTest {
    private static final String INSIDE = "sampo.test.inside";
    private static final List<Long> SEEDS = new ArrayList<>();

    @EnabledIfSystemProperty(named = INSIDE, matches = "true")
    static class Seeded {
        @SimulatedSeeds(value = 2, from = 41)
        void note(long seed) {
            SEEDS.add(seed);
        }
    }

    @Test
    void eachRunIsNamedByItsSeed() {
        SEEDS.clear();
        List<String> names = new ArrayList<>();
        System.setProperty(INSIDE, "true");
        try {
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(Seeded.class))
                                    .build(),
                            new TestExecutionListener() {
                                @Override
                                public void executionFinished(
                                        TestIdentifier test, TestExecutionResult result) {
                                    if (test.isTest()) {
                                        names.add(test.getDisplayName());
                                    }
                                }
                            });
        } finally {
            System.clearProperty(INSIDE);
        }

        assertThat(SEEDS).containsExactly(41L, 42L);
        assertThat(names).containsExactly("seed 41", "seed 42");
    }
}
