/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.StreamException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuntimeSettingsTest {
    private static Config with(String overrides) {
        return ConfigFactory.parseString(overrides).withFallback(ConfigFactory.load());
    }

    @Test
    void theDefaultsAreThoseOfReferenceConf() {
        assertThat(RuntimeSettings.from(with("")))
                .isEqualTo(new RuntimeSettings(4, Optional.empty()));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(
                        RuntimeSettings.from(
                                with(
                                        "sampo.runtime { local-channel-credits = 9, work-dir ="
                                                + " /somewhere }")))
                .isEqualTo(new RuntimeSettings(9, Optional.of(Path.of("/somewhere"))));
    }

    @Test
    void anUnknownKeyIsAnError() {
        assertThatThrownBy(() -> RuntimeSettings.from(with("sampo.runtime.credits = 9")))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("credits");
    }

    @Test
    void everyJobHasAWorkDirectoryOfItsOwn() {
        RuntimeSettings settings =
                RuntimeSettings.from(with("sampo.runtime.work-dir = /somewhere"));

        Path first = settings.newWorkDirectory();
        assertThat(first).isNotEqualTo(settings.newWorkDirectory());
        assertThat(first.getParent()).isEqualTo(Path.of("/somewhere"));
    }
}
