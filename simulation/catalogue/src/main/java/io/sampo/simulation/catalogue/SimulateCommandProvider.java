/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import io.sampo.cluster.cli.CommandProvider;

/** Adds {@code sampo simulate}. */
public final class SimulateCommandProvider implements CommandProvider {
    /** Called by {@link java.util.ServiceLoader}. */
    public SimulateCommandProvider() {}

    @Override
    public Object command() {
        return new SimulateCommand();
    }
}
