/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority of a test, made with the JDK's {@code keytool}. */
final class Certificates {
    private static final String PASSWORD = "of a test";

    private final Path directory;

    private Certificates(Path directory) {
        this.directory = directory;
    }

    static Certificates create(Path directory) throws Exception {
        Files.createDirectories(directory);
        Certificates made = new Certificates(directory);
        made.keyPair("ca", "-ext", "bc:c");
        made.keytool("ca", "-exportcert", "-rfc", "-file", made.file("ca.crt").toString());
        return made;
    }

    /** Makes a node's certificate, for its address; returns the settings that name it. */
    String settingsOf(String node, String address) throws Exception {
        keyPair(node);
        keytool(node, "-certreq", "-file", file(node + ".csr").toString());
        keytool(
                "ca",
                "-gencert",
                "-rfc",
                "-ext",
                "eku=serverAuth,clientAuth",
                "-ext",
                "san=ip:" + address,
                "-infile",
                file(node + ".csr").toString(),
                "-outfile",
                file(node + ".crt").toString());
        Files.writeString(file(node + ".key"), privateKey(node));
        return "sampo.node.security.tls { key = \"%s\", certificate = \"%s\", ca = \"%s\" }%n"
                .formatted(file(node + ".key"), file(node + ".crt"), file("ca.crt"));
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private void keyPair(String alias, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-keyalg", "EC", "-groupname"));
        arguments.addAll(List.of("secp256r1", "-dname", "CN=" + alias, "-validity", "2"));
        arguments.addAll(List.of(more));
        arguments.add(0, "-genkeypair");
        keytool(alias, arguments.toArray(new String[0]));
    }

    private void keytool(String alias, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", alias, "-storetype", "PKCS12", "-storepass", PASSWORD));
        command.addAll(List.of("-keystore", file(alias + ".p12").toString()));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as("%s: %s", command, said).isZero();
    }

    private String privateKey(String alias) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file(alias + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        byte[] der = store.getKey(alias, PASSWORD.toCharArray()).getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END PRIVATE KEY-----\n";
    }
}
