/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.StreamException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkSettingsTest {
    private static final TlsSettings NO_TLS =
            new TlsSettings(
                    false,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    true);

    @Test
    void theDefaultsAreThoseOfReferenceConf() {
        assertThat(TwoNodes.settings(""))
                .isEqualTo(
                        new NetworkSettings(
                                "127.0.0.1",
                                0,
                                Optional.empty(),
                                0,
                                0,
                                128L << 20,
                                16,
                                64L << 20,
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(30),
                                Optional.empty(),
                                NO_TLS));
    }

    @Test
    void everyKeyIsRead() {
        assertThat(
                        TwoNodes.settings(
                                """
                                bind-host = "0.0.0.0", bind-port = 7, advertised-host = me
                                advertised-port = 8, threads = 3, memory = 1 MiB
                                channel-credits = 4, max-frame = 100000, connect-timeout = 1s
                                heartbeat-interval = 2s, heartbeat-timeout = 5s
                                token = "0123456789abcdef"
                                tls { enabled = on, certificate = c, private-key = p, trusted = t
                                  key-store = k, key-store-password = w, verify-host-name = off }
                                """))
                .isEqualTo(
                        new NetworkSettings(
                                "0.0.0.0",
                                7,
                                Optional.of("me"),
                                8,
                                3,
                                1L << 20,
                                4,
                                100_000,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(5),
                                Optional.of("0123456789abcdef"),
                                new TlsSettings(
                                        true,
                                        Optional.of(Path.of("c")),
                                        Optional.of(Path.of("p")),
                                        Optional.of(Path.of("t")),
                                        Optional.of(Path.of("k")),
                                        Optional.of("w"),
                                        false)));
    }

    @Test
    void mistakesAreReportedAtOnce() {
        assertThatThrownBy(
                        () ->
                                TwoNodes.settings(
                                        "bind-host = \"::\", token = short, heartbeat-timeout = 1s, max-frame = 2 GiB,"
                                                + " tls.enabled = on, credits = 1"))
                .hasMessageContaining("sampo.network.advertised-host")
                .hasMessageContaining("sampo.network.token")
                .hasMessageContaining("sampo.network.heartbeat-timeout")
                .hasMessageContaining("sampo.network.max-frame")
                .hasMessageContaining("sampo.network.tls.enabled")
                .hasMessageContaining("sampo.network.credits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\n", "\\u0000", "\\u001b", "\\u007f", " ", "\\u00a0", "é", "\\ufeff"})
    void aTokenThatNoHeaderCarriesIsRefusedWithoutBeingShown(String between) {
        assertThatThrownBy(() -> TwoNodes.settings("token = \"SECRETSECRET" + between + "SECRET\""))
                .isInstanceOf(StreamException.class)
                .hasMessageContaining("sampo.network.token = (hidden)")
                .hasMessageContaining("visible characters of ASCII")
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void secretsAreNotShown() {
        assertThat(
                        TwoNodes.settings(
                                        "token = 0123456789abcdef, tls.key-store-password = secret")
                                .toString())
                .doesNotContain("0123456789abcdef")
                .doesNotContain("secret");
    }
}
