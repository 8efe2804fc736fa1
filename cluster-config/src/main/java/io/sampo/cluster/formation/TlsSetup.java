/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.formation;

import javax.net.ssl.SSLContext;
import org.apache.pekko.actor.setup.Setup;

/** Hands what TLS needs to {@link ArterySslEngines}, which the actor system makes. */
public final class TlsSetup extends Setup {
    private final SSLContext context;

    /** Creates a setup. */
    public TlsSetup(SSLContext context) {
        this.context = context;
    }

    SSLContext context() {
        return context;
    }
}
