/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import io.sampo.core.time.Clock;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** What connections between control ports pass first, on both sides. Thread-safe. */
public interface ControlGate {
    /**
     * Returns the engine of a connection.
     *
     * @param calls whether it is that of the side that calls
     * @param host who is called, on both sides as nodes name it to each other; so that nobody hands
     *     on what two nodes say
     */
    SSLEngine engine(boolean calls, String host, int port);

    /** Returns a gate for nodes that have a certificate of the same authority. */
    static ControlGate ofCertificates(SSLContext context, Clock clock) {
        return new TlsGate(context, clock);
    }

    /**
     * Returns a gate for nodes that know the token, each of which proves it to the other; what they
     * say then is not encrypted. Without a token it is for whoever knows the protocol: it keeps
     * accidents out, and nobody who means harm.
     */
    static ControlGate ofToken(Optional<String> token, Clock clock) {
        return new TokenGate(token, clock);
    }
}
