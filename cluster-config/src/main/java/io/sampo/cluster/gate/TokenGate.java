/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import io.sampo.core.time.Clock;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link TokenHandshake} on each connection; says at most every ten seconds who was refused. */
final class TokenGate implements ControlGate {
    private static final Logger LOG = LoggerFactory.getLogger(TokenGate.class);
    private static final long INTERVAL_NANOS = Duration.ofSeconds(10).toNanos();

    /** No token is as short, so that nobody has this one. */
    private static final String NONE = "-";

    private final String token;
    private final Clock clock;
    private final AtomicLong nextLine;
    private final AtomicLong refused = new AtomicLong();
    private final SecureRandom nonces = new SecureRandom();
    private final SSLSession noSession = noSession();

    TokenGate(Optional<String> token, Clock clock) {
        this.token = token.orElse(NONE);
        this.clock = clock;
        nextLine = new AtomicLong(clock.nanoTime());
    }

    @Override
    public SSLEngine engine(boolean calls, String host, int port) {
        byte[] nonce = new byte[TokenHandshake.NONCE];
        nonces.nextBytes(nonce);
        return new TokenEngine(
                new TokenHandshake(calls, token, nonce),
                noSession,
                why -> refused(calls, host, port, why));
    }

    private void refused(boolean calls, String host, int port, String why) {
        long count = refused.incrementAndGet();
        long now = clock.nanoTime();
        long due = nextLine.get();
        if (now - due >= 0 && nextLine.compareAndSet(due, now + INTERVAL_NANOS)) {
            LOG.warn(
                    "Refused {} the control port: {}:{}: {} refused={}. Others within 10 s are only"
                            + " counted.",
                    calls ? "on calling" : "on",
                    host,
                    port,
                    why,
                    count);
        }
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
