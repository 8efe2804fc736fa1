/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import java.util.Comparator;

/**
 * Where other nodes reach a node's data port. It is the node's name in the data plane, so all nodes
 * must write it alike. Sorted by host, then port.
 *
 * @param host name or number, as advertised
 * @param port from 1 to 65535
 */
public record NodeAddress(String host, int port) implements Comparable<NodeAddress> {
    private static final int MAX_HOST = 255;
    private static final int MAX_PORT = 65_535;
    private static final Comparator<NodeAddress> ORDER =
            Comparator.comparing(NodeAddress::host).thenComparingInt(NodeAddress::port);

    /** Checks that both can be an address. */
    public NodeAddress {
        if (!isHost(host) || port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("Not an address: host=" + host + " port=" + port);
        }
    }

    /** What is no host may come from a stranger, and must not get into a log. */
    private static boolean isHost(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_HOST
                && text.chars().allMatch(NodeAddress::isPartOfHost);
    }

    private static boolean isPartOfHost(int character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || ".-_:%".indexOf(character) >= 0;
    }

    @Override
    public int compareTo(NodeAddress other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
