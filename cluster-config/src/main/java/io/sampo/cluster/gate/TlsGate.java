/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import io.sampo.core.time.Clock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * Mutual TLS. Both sides show a certificate that the CA has signed; the name in it is not compared,
 * since the CA is for nodes of one cluster only.
 */
final class TlsGate implements ControlGate {
    private final SSLContext context;
    private final GateRefusals asCaller;
    private final GateRefusals asCalled;

    TlsGate(SSLContext context, Clock clock) {
        this.context = context;
        asCaller = GateRefusals.ofCaller(clock);
        asCalled = GateRefusals.ofCalled(clock);
    }

    @Override
    public SSLEngine engine(boolean calls, String host, int port) {
        SSLEngine engine = context.createSSLEngine(host, port);
        engine.setEnabledProtocols(new String[] {TlsContext.PROTOCOL});
        engine.setUseClientMode(calls);
        engine.setNeedClientAuth(!calls);
        return new TlsEngine(engine, host + ":" + port, calls ? asCaller : asCalled);
    }
}
