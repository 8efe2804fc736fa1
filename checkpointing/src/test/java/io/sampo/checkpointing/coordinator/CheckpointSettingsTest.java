/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.checkpointing.coordinator.CheckpointSettings.IfFinished;
import io.sampo.checkpointing.coordinator.CheckpointSettings.Mode;
import io.sampo.checkpointing.coordinator.CheckpointSettings.Restore;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.Locations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CheckpointSettingsTest {
    /** The defaults, without what another module's reference.conf may add. */
    static CheckpointSettings settings(String overrides) {
        Config reference = ConfigFactory.parseResources("reference.conf");
        return CheckpointSettings.from(
                ConfigFactory.parseString(overrides).withFallback(reference).resolve());
    }

    @Test
    void rule52_defaults() {
        assertThat(settings(""))
                .isEqualTo(
                        new CheckpointSettings(
                                Optional.empty(),
                                Duration.ofMinutes(10),
                                Duration.ZERO,
                                Optional.empty(),
                                Optional.empty(),
                                true,
                                2,
                                OptionalInt.empty(),
                                Mode.EXACTLY_ONCE,
                                new Restore(
                                        Optional.empty(),
                                        Map.of(),
                                        false,
                                        false,
                                        false,
                                        IfFinished.START_OVER)));
    }

    @Test
    void everyKeyIsRead() {
        String all =
                """
                sampo.checkpoint {
                  interval = 10s
                  timeout = 2m
                  min-pause = 500ms
                  dir = "s3://data/checkpoints"
                  record-dir = "/data/records"
                  local-recovery = off
                  retained = 5
                  tolerated-failures = 3
                  mode = at-least-once
                  restore {
                    from = "/data/savepoint"
                    renamed { "old name" = "new name", "b.c" = d }
                    claim = true
                    accept-duplicates = true
                    allow-dropped-state = true
                    if-finished = do-nothing
                  }
                }
                """;

        assertThat(settings(all))
                .isEqualTo(
                        new CheckpointSettings(
                                Optional.of(Duration.ofSeconds(10)),
                                Duration.ofMinutes(2),
                                Duration.ofMillis(500),
                                Optional.of(Locations.of("s3://data/checkpoints")),
                                Optional.of(Path.of("/data/records")),
                                false,
                                5,
                                OptionalInt.of(3),
                                Mode.AT_LEAST_ONCE,
                                new Restore(
                                        Optional.of(Path.of("/data/savepoint")),
                                        Map.of("old name", "new name", "b.c", "d"),
                                        true,
                                        true,
                                        true,
                                        IfFinished.DO_NOTHING)));
    }

    @Test
    void whatIsAboutASavepointNeedsOne() {
        assertThatThrownBy(() -> settings("sampo.checkpoint.restore.claim = true"))
                .hasMessageContaining("sampo.checkpoint.restore.from");
        assertThatThrownBy(() -> settings("sampo.checkpoint.restore.renamed { a = b }"))
                .hasMessageContaining("sampo.checkpoint.restore.from");
        assertThatThrownBy(() -> settings("sampo.checkpoint.restore.renamed { a { b = c } }"))
                .hasMessageContaining("sampo.checkpoint.restore.renamed")
                .hasMessageContaining("a text for each text");
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        String wrong =
                """
                sampo.checkpoint {
                  interval = 10s
                  timeout = soon
                  retained = 0
                  record-dir = "s3://data/records"
                  tolerated-failures = some
                  modus = exactly-once
                }
                """;

        assertThatThrownBy(() -> settings(wrong))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("sampo.checkpoint.dir")
                .hasMessageContaining("sampo.checkpoint.timeout")
                .hasMessageContaining("sampo.checkpoint.retained")
                .hasMessageContaining("sampo.checkpoint.record-dir")
                .hasMessageContaining("sampo.checkpoint.tolerated-failures")
                .hasMessageContaining("sampo.checkpoint.modus");
    }
}
