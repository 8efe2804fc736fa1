/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import scala.Option;

/** Has Artery's connections pass the {@link ControlGate}. */
public final class ArterySslEngines implements SSLEngineProvider {
    private final ExtendedActorSystem system;
    private final ControlGate gate;

    /** Called by the actor system, by name. */
    public ArterySslEngines(ActorSystem system) {
        this.system = (ExtendedActorSystem) system;
        gate =
                system.settings()
                        .setup()
                        .get(GateSetup.class)
                        .orElseThrow(
                                () ->
                                        new StreamException(
                                                ErrorCode.INTERNAL,
                                                "The actor system was made without GateSetup."))
                        .gate();
    }

    @Override
    public SSLEngine createServerSSLEngine(String hostname, int port) {
        // What it listens at is not what others call it, and its port may be a free one.
        Address self = system.provider().getDefaultAddress();
        return gate.engine(
                false,
                self.getHost().orElse(hostname),
                self.getPort().map(Integer::intValue).orElse(port));
    }

    @Override
    public SSLEngine createClientSSLEngine(String hostname, int port) {
        return gate.engine(true, hostname, port);
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
