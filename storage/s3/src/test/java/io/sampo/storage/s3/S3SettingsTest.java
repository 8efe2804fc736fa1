/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.sampo.core.error.StreamException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class S3SettingsTest {
    private static S3Settings settings(String overrides) {
        return S3Settings.from(
                ConfigFactory.parseString("sampo.storage.s3 {" + overrides + "}")
                        .withFallback(ConfigFactory.parseResources("reference.conf"))
                        .resolve());
    }

    @Test
    void defaults() {
        assertThat(settings(""))
                .isEqualTo(
                        new S3Settings(
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                8 << 20,
                                8,
                                Duration.ofSeconds(20),
                                32));
    }

    @Test
    void everyKeyIsRead() {
        String all =
                """
                endpoint = "https://s3.example.com:9000"
                region = eu-north-1
                path-style = on
                access-key = me
                secret = hush
                token = today
                part-size = 16 MiB
                attempts = 3
                timeout = 5s
                connections = 4
                """;

        S3Settings settings = settings(all);

        assertThat(settings)
                .isEqualTo(
                        new S3Settings(
                                Optional.of(URI.create("https://s3.example.com:9000")),
                                Optional.of("eu-north-1"),
                                true,
                                Optional.of(
                                        new S3Settings.Keys("me", "hush", Optional.of("today"))),
                                Optional.empty(),
                                16 << 20,
                                3,
                                Duration.ofSeconds(5),
                                4));
        assertThat(settings.toString()).doesNotContain("hush").doesNotContain("today");
        assertThat(settings("profile = work").profile()).contains("work");
    }

    @Test
    void whatDoesNotGoTogetherIsRefused() {
        assertThatThrownBy(
                        () ->
                                settings(
                                        "endpoint = \"s3.example.com\", part-size = 1k, token = t,"
                                                + " attempts = 0"))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("sampo.storage.s3.endpoint")
                .hasMessageContaining("sampo.storage.s3.part-size")
                .hasMessageContaining("sampo.storage.s3.token")
                .hasMessageContaining("sampo.storage.s3.attempts");
        assertThatThrownBy(() -> settings("access-key = me"))
                .hasMessageContaining("sampo.storage.s3.secret");
        assertThatThrownBy(() -> settings("access-key = me, secret = hush, profile = work"))
                .hasMessageContaining("sampo.storage.s3.profile")
                .hasMessageNotContaining("hush");
    }
}
