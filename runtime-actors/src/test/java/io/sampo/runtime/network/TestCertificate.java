/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;

/** A certificate that signs itself, made by the JDK's keytool, as PKCS12 and as PEM. */
final class TestCertificate {
    private static final String PASSWORD = "a-password";

    private final Path store;
    private final Path certificate;
    private final Path key;

    TestCertificate(Path directory, String name, String hosts) throws Exception {
        store = directory.resolve(name + ".p12");
        certificate = directory.resolve(name + ".pem");
        key = directory.resolve(name + ".key");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "node",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-ext",
                                "san=" + hosts,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        pem(certificate, "CERTIFICATE", keys.getCertificate("node").getEncoded());
        pem(key, "PRIVATE KEY", keys.getKey("node", PASSWORD.toCharArray()).getEncoded());
    }

    private static void pem(Path file, String what, byte[] content) throws Exception {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                file, "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n");
    }

    /** Returns settings that use the one file. */
    String asStore() {
        return "tls { enabled = on, key-store = \""
                + store
                + "\", key-store-password = "
                + PASSWORD
                + " }";
    }

    /** Returns settings that use PEM files. */
    String asPem() {
        return "tls { enabled = on, certificate = \""
                + certificate
                + "\", private-key = \""
                + key
                + "\", trusted = \""
                + certificate
                + "\" }";
    }
}
