/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.config;

import java.util.Comparator;
import java.util.Optional;

/**
 * Where something listens.
 *
 * @param host a name or an address; one of IPv6 without its brackets
 * @param port from 1 to 65535, or 0 where a free one is to be taken
 */
public record HostPort(String host, int port) implements Comparable<HostPort> {
    private static final Comparator<HostPort> BY_HOST =
            Comparator.comparing(HostPort::host).thenComparingInt(HostPort::port);

    private static final int MAX_PORT = 65_535;

    /** Reads {@code host:port} or {@code [address]:port}; nothing if it is neither. */
    public static Optional<HostPort> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1) {
            return Optional.empty();
        }
        String host = text.substring(0, colon).strip();
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            return Optional.empty();
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1).strip());
            return host.isBlank() || port < 1 || port > MAX_PORT
                    ? Optional.empty()
                    : Optional.of(new HostPort(host, port));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** Tells whether the host is this machine's loopback. Names are not looked up. */
    public static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.equals("::1")
                || host.equals("0:0:0:0:0:0:0:1")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }

    /** Tells whether the host stands for all addresses of the machine. */
    public static boolean isAny(String host) {
        return host.equals("0.0.0.0") || host.equals("::") || host.equals("0:0:0:0:0:0:0:0");
    }

    @Override
    public int compareTo(HostPort other) {
        return BY_HOST.compare(this, other);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
