/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import io.sampo.core.time.Clock;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;

/** {@link TokenHandshake} on each connection. */
final class TokenGate implements ControlGate {
    /** No secret, but what no other protocol says; real tokens are longer. */
    private static final String NO_TOKEN = "none";

    private final String token;
    private final SecureRandom nonces = new SecureRandom();
    private final SSLSession noSession = noSession();
    private final GateRefusals asCaller;
    private final GateRefusals asCalled;

    TokenGate(Optional<String> token, Clock clock) {
        this.token = token.orElse(NO_TOKEN);
        asCaller = GateRefusals.ofCaller(clock);
        asCalled = GateRefusals.ofCalled(clock);
    }

    @Override
    public SSLEngine engine(boolean calls, String host, int port) {
        byte[] nonce = new byte[TokenHandshake.NONCE];
        nonces.nextBytes(nonce);
        return new TokenEngine(
                new TokenHandshake(calls, host + ":" + port, token, nonce),
                noSession,
                calls ? asCaller : asCalled);
    }

    /** What connections without TLS have; an engine must have one. */
    private static SSLSession noSession() {
        try {
            SSLContext nobody = SSLContext.getInstance(TlsContext.PROTOCOL);
            nobody.init(new KeyManager[0], new TrustManager[0], null);
            return nobody.createSSLEngine().getSession();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + TlsContext.PROTOCOL, e);
        }
    }
}
