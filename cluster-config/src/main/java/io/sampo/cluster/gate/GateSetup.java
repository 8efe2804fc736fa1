/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import org.apache.pekko.actor.setup.Setup;

/** Hands the gate to {@link ArterySslEngines}, which the actor system makes. */
public final class GateSetup extends Setup {
    private final ControlGate gate;

    /** Creates a setup. */
    public GateSetup(ControlGate gate) {
        this.gate = gate;
    }

    ControlGate gate() {
        return gate;
    }
}
