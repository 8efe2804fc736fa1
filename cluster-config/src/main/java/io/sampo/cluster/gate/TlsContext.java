/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import io.sampo.cluster.config.NodeConfig.TlsFiles;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes what connections between nodes need of TLS out of PEM files. */
public final class TlsContext {
    /** The only version: all nodes are ours. */
    public static final String PROTOCOL = "TLSv1.3";

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

    /** Whose private keys can be read; nothing of the file says which it is. */
    private static final List<String> ALGORITHMS = List.of("RSA", "EC");

    /** Of a key store that never leaves memory. */
    private static final char[] IN_MEMORY = new char[0];

    private TlsContext() {}

    /**
     * Reads the files. Both sides of a connection show this certificate, and accept what the CA has
     * signed; whether that is required is said to each engine or socket.
     *
     * @throws StreamException with {@code INVALID_SETTING}, naming the file and the way out
     */
    public static SSLContext load(TlsFiles files) {
        List<Certificate> chain = certificates(files.certificate());
        PrivateKey key = key(files.key());
        List<Certificate> trusted = certificates(files.ca());
        try {
            KeyStore own = emptyStore();
            own.setKeyEntry("node", key, IN_MEMORY, chain.toArray(new Certificate[0]));
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, IN_MEMORY);

            KeyStore others = emptyStore();
            for (int i = 0; i < trusted.size(); i++) {
                others.setCertificateEntry("ca-" + i, trusted.get(i));
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(others);

            SSLContext context = SSLContext.getInstance(PROTOCOL);
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException unfit) {
            throw wrong(
                    files.key(),
                    "key and certificate do not make a TLS identity. The key must belong to the"
                            + " first certificate of "
                            + files.certificate(),
                    unfit);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY);
        return store;
    }

    private static List<Certificate> certificates(Path file) {
        try {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes(file)));
            if (!found.isEmpty()) {
                return List.copyOf(found);
            }
            throw wrong(file, "there is no certificate in it", null);
        } catch (GeneralSecurityException malformed) {
            throw wrong(file, "its certificates cannot be read, PEM is expected", malformed);
        }
    }

    private static PrivateKey key(Path file) {
        Matcher block = KEY.matcher(new String(bytes(file), StandardCharsets.US_ASCII));
        if (!block.find()) {
            throw wrong(
                    file,
                    "there is no '-----BEGIN PRIVATE KEY-----' in it. Convert it with: openssl pkcs8"
                            + " -topk8 -nocrypt -in "
                            + file
                            + " -out node.key",
                    null);
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(block.group(1));
            for (String algorithm : ALGORITHMS) {
                try {
                    return KeyFactory.getInstance(algorithm)
                            .generatePrivate(new PKCS8EncodedKeySpec(der));
                } catch (InvalidKeySpecException another) {
                    // the next one, or said below
                }
            }
        } catch (GeneralSecurityException | IllegalArgumentException malformed) {
            throw wrong(file, "its private key cannot be read", malformed);
        }
        throw wrong(file, "its private key is of no known kind: " + ALGORITHMS, null);
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw wrong(file, "it cannot be read", unreadable);
        }
    }

    private static StreamException wrong(Path file, String what, @Nullable Throwable cause) {
        return new StreamException(
                ErrorCode.INVALID_SETTING,
                "A file of sampo.node.security.tls is wrong: file="
                        + file.toAbsolutePath()
                        + ": "
                        + what
                        + ".",
                cause);
    }
}
