/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.config.ConfigExplanation.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class ConfigExplanationTest {
    private static final String PROPERTY = "sampo.node.slots";

    @TempDir Path directory;
    private Path file;
    private Map<String, Setting> settings = Map.of();

    @BeforeEach
    void explain() throws IOException {
        System.setProperty(PROPERTY, "7");
        file = directory.resolve("node.conf");
        Files.writeString(
                file,
                """
                sampo.node {
                  roles = [worker]

                  host = ${?PATH}
                  persistence.password = "s3cret"
                }
                """);
        settings =
                ConfigExplanation.of(Optional.of(file)).stream()
                        .collect(Collectors.toMap(Setting::path, Function.identity()));
    }

    @AfterEach
    void forget() {
        System.clearProperty(PROPERTY);
    }

    private Setting setting(String path) {
        assertThat(settings).containsKey(path);
        return settings.get(path);
    }

    @Test
    void defaultsHaveTheirMeaning() {
        Setting setting = setting("sampo.node.bind-host");

        assertThat(setting.value()).isEqualTo("\"127.0.0.1\"");
        assertThat(setting.origin()).isEqualTo("default");
        assertThat(setting.isDefault()).isTrue();
        assertThat(setting.meaning()).first().asString().startsWith("The address that the node");
    }

    @Test
    void valuesOfTheFileHaveTheirLine() {
        Setting setting = setting("sampo.node.roles");

        assertThat(setting.value()).isEqualTo("[\"worker\"]");
        assertThat(setting.origin()).isEqualTo(file + ":2");
        assertThat(setting.meaning()).isNotEmpty();
    }

    @Test
    void systemPropertiesAndTheEnvironmentAreNamed() {
        assertThat(setting(PROPERTY).origin()).isEqualTo("-D");
        assertThat(setting(PROPERTY).value()).contains("7");
        assertThat(setting("sampo.node.host").origin()).isEqualTo("environment");
    }

    @Test
    void itIsSaidWhatComesFromTheEnvironmentThoughNoFileSaysSo() {
        assertThat(setting("sampo.network.token").meaning())
                .anyMatch(line -> line.contains("SAMPO_NETWORK_TOKEN in the environment"));
    }

    @Test
    void secretsAreHidden() {
        assertThat(setting("sampo.node.persistence.password").value()).isEqualTo("(hidden)");
        assertThat(settings.values().toString()).doesNotContain("s3cret");
    }

    @Test
    void everySettingOfANodeIsExplained() {
        List<String> unexplained =
                settings.values().stream()
                        .filter(setting -> setting.path().startsWith("sampo.node."))
                        .filter(setting -> setting.meaning().isEmpty())
                        .map(Setting::path)
                        .sorted()
                        .toList();

        assertThat(unexplained)
                .as("without a comment of their own, since the one above speaks of them")
                .containsExactly(
                        "sampo.node.persistence.user",
                        "sampo.node.security.tls.ca",
                        "sampo.node.security.tls.certificate",
                        "sampo.node.security.tls.key");
    }
}
