/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.formation;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import scala.Option;

/**
 * The TLS engines of control connections. Both sides show a certificate that the CA has signed; the
 * name in it is not compared, since the CA is for nodes of one cluster only.
 */
public final class ArterySslEngines implements SSLEngineProvider {
    private final SSLContext context;

    /** Called by the actor system, by name. */
    public ArterySslEngines(ActorSystem system) {
        context =
                system.settings()
                        .setup()
                        .get(TlsSetup.class)
                        .orElseThrow(
                                () ->
                                        new StreamException(
                                                ErrorCode.INTERNAL,
                                                "TLS is on, but the actor system was made without"
                                                        + " TlsSetup."))
                        .context();
    }

    @Override
    public SSLEngine createServerSSLEngine(String hostname, int port) {
        SSLEngine engine = engine(hostname, port);
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(true);
        return engine;
    }

    @Override
    public SSLEngine createClientSSLEngine(String hostname, int port) {
        SSLEngine engine = engine(hostname, port);
        engine.setUseClientMode(true);
        return engine;
    }

    private SSLEngine engine(String hostname, int port) {
        SSLEngine engine = context.createSSLEngine(hostname, port);
        engine.setEnabledProtocols(new String[] {TlsContext.PROTOCOL});
        return engine;
    }

    @Override
    public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
        return Option.empty();
    }

    @Override
    public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
        return Option.empty();
    }
}
