/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * How this node encrypts, as the one that calls and as the one that is called. Either way both
 * sides show a certificate.
 *
 * @param calling for connections that this node makes
 * @param called for connections that are made to it
 */
record TlsContexts(SslContext calling, SslContext called) {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** Reads the files; nothing if connections are plain. */
    static Optional<TlsContexts> from(TlsSettings settings) {
        if (!settings.enabled()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(settings));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "The certificates for connections between nodes cannot be used: files="
                            + files(settings)
                            + ": "
                            + e
                            + ". See sampo.network.tls.",
                    e);
        }
    }

    private static String files(TlsSettings settings) {
        return settings.keyStore()
                .map(Path::toString)
                .orElseGet(
                        () ->
                                settings.certificate()
                                        + ", "
                                        + settings.privateKey()
                                        + ", "
                                        + settings.trusted());
    }

    private static TlsContexts read(TlsSettings settings)
            throws IOException, GeneralSecurityException {
        SslContextBuilder calling;
        SslContextBuilder called;
        if (settings.keyStore().isPresent()) {
            char[] password = settings.keyStorePassword().orElse("").toCharArray();
            KeyStore store = KeyStore.getInstance(settings.keyStore().get().toFile(), password);
            KeyManagerFactory keys =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            calling = SslContextBuilder.forClient().keyManager(keys).trustManager(trust);
            called = SslContextBuilder.forServer(keys).trustManager(trust);
        } else {
            File certificate = file(settings.certificate());
            File key = file(settings.privateKey());
            File trusted = file(settings.trusted());
            calling =
                    SslContextBuilder.forClient()
                            .keyManager(certificate, key)
                            .trustManager(trusted);
            called = SslContextBuilder.forServer(certificate, key).trustManager(trusted);
        }
        calling.endpointIdentificationAlgorithm(settings.verifyHostName() ? "HTTPS" : "");
        called.clientAuth(ClientAuth.REQUIRE);
        return new TlsContexts(finish(calling), finish(called));
    }

    private static File file(Optional<Path> path) {
        return path.orElseThrow(() -> new IllegalArgumentException("a file is not set")).toFile();
    }

    private static SslContext finish(SslContextBuilder builder) throws IOException {
        return builder.sslProvider(SslProvider.JDK).protocols(PROTOCOLS).build();
    }
}
