/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.sampo.core.settings.SettingsReader;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The section {@code sampo.network.tls}: own certificate and those that are trusted, as PEM files
 * or as one PKCS12 file.
 *
 * @param enabled whether connections are encrypted; then both sides must show a certificate
 * @param certificate PEM: own certificate, followed by what leads to the trusted one
 * @param privateKey PEM: its key, PKCS8, not encrypted
 * @param trusted PEM: the certificates of the authority that signs those of all nodes
 * @param keyStore PKCS12: all of these in one file
 * @param keyStorePassword of the file
 * @param verifyHostName whether the certificate must name the host that was called
 */
public record TlsSettings(
        boolean enabled,
        Optional<Path> certificate,
        Optional<Path> privateKey,
        Optional<Path> trusted,
        Optional<Path> keyStore,
        Optional<String> keyStorePassword,
        boolean verifyHostName) {
    static TlsSettings read(SettingsReader in) {
        TlsSettings settings =
                new TlsSettings(
                        in.flag("enabled"),
                        in.optionalPath("certificate"),
                        in.optionalPath("private-key"),
                        in.optionalPath("trusted"),
                        in.optionalPath("key-store"),
                        in.optionalString("key-store-password"),
                        in.flag("verify-host-name"));
        if (settings.enabled && settings.keyStore.isEmpty() && !settings.hasPem()) {
            in.problem(
                    "enabled",
                    "either key-store, or certificate, private-key and trusted beside it");
        }
        return settings;
    }

    private boolean hasPem() {
        return certificate.isPresent() && privateKey.isPresent() && trusted.isPresent();
    }

    /** Shows no secrets. */
    @Override
    public String toString() {
        return "TlsSettings[enabled=" + enabled + "]";
    }
}
