/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.socket;

import io.sampo.operators.source.SourceSplit;

/**
 * The one split of a socket. It has no position: what was sent cannot be asked for again.
 *
 * @param host name or address of the server
 * @param port its port
 */
public record SocketSplit(String host, int port) implements SourceSplit {
    @Override
    public String splitId() {
        return host + ":" + port;
    }
}
