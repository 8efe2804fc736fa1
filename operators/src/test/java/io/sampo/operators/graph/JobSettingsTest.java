/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.StreamException;
import org.junit.jupiter.api.Test;

class JobSettingsTest {
    private static JobSettings read(String overrides) {
        return JobSettings.from(
                JobSettings.section(
                        ConfigFactory.parseString(overrides).withFallback(ConfigFactory.load())));
    }

    @Test
    void defaultsAreThoseOfTheReference() {
        assertThat(read(""))
                .isEqualTo(
                        new JobSettings(
                                Runtime.getRuntime().availableProcessors(), 0, true, false, false));
    }

    @Test
    void everyKeyIsRead() {
        String all =
                "sampo { parallelism = 3, max-parallelism = 64, operator-chaining = false,"
                        + " records-are-immutable = true,"
                        + " checkpoint.dir = /data }";

        assertThat(read(all)).isEqualTo(new JobSettings(3, 64, false, true, true));
    }

    @Test
    void sectionsOfOthersAreNotLookedAt() {
        assertThat(read("sampo.watermark.nonsense = 1, sampo.parallelism = 1").parallelism())
                .isEqualTo(1);
    }

    @Test
    void aSystemPropertyMakesNoSectionKnown() {
        System.setProperty("sampo.runtim.x", "1");
        ConfigFactory.invalidateCaches();
        try {
            assertThatThrownBy(() -> read("sampo.parallelism = 1"))
                    .isInstanceOf(StreamException.class)
                    .hasMessageContaining("sampo.runtim = {x=1} (system properties)")
                    .hasMessageContaining("no such setting");
        } finally {
            System.clearProperty("sampo.runtim.x");
            ConfigFactory.invalidateCaches();
        }
    }

    @Test
    void aDirectoryOfTheWrongTypeIsForOthersToReport() {
        assertThat(read("sampo { parallelism = 1, checkpoint.dir { a = 1 } }").durableCheckpoints())
                .isFalse();
    }

    @Test
    void reportsAllProblems() {
        assertThatThrownBy(
                        () ->
                                read(
                                        "sampo { parallelism = -1, max-parallelism = 40000,"
                                                + " paralelism = 2, chekpoint { dir = /data } }"))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("sampo.parallelism = -1")
                .hasMessageContaining("sampo.max-parallelism = 40000")
                .hasMessageContaining("sampo.paralelism = 2")
                .hasMessageContaining("sampo.chekpoint = ");
    }
}
