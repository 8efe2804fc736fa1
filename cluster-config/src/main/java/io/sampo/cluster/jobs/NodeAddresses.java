/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.cluster.config.HostPort;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The nodes of a cluster that can be asked: those that were named, and those that the cluster has
 * told of. One of them is asked until it is given up for the next. Thread-safe.
 */
final class NodeAddresses {
    /** A name, or an address of IPv6. */
    private static final Pattern HOST =
            Pattern.compile(
                    "[0-9A-Za-z][0-9A-Za-z.-]*|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+(%[0-9A-Za-z]+)?");

    private final Set<URI> named = new LinkedHashSet<>();
    private List<URI> all;
    private URI current;

    /**
     * Creates it.
     *
     * @param addresses host and HTTP port of each node, with commas between them
     * @throws StreamException with {@code INVALID_SETTING} if one is no address
     */
    NodeAddresses(String addresses) {
        for (String address : addresses.split(",", -1)) {
            named.add(parse(address.strip()).orElseThrow(() -> noAddress(address)));
        }
        all = List.copyOf(named);
        current = all.get(0);
    }

    private static Optional<URI> parse(String address) {
        return HostPort.parse(address)
                .filter(place -> HOST.matcher(place.host()).matches())
                .map(place -> URI.create("http://" + place));
    }

    private static StreamException noAddress(String address) {
        return new StreamException(
                ErrorCode.INVALID_SETTING,
                "Not the address of a node: '"
                        + address
                        + "'. It is host:port, with the port of sampo.node.ports.http:"
                        + " 127.0.0.1:7613, for example; several have commas between them.");
    }

    /** Returns which one is asked now. */
    synchronized URI current() {
        return current;
    }

    /** Returns how many there are. */
    synchronized int count() {
        return all.size();
    }

    /** Lets the next one be asked, unless another thread has found that out. */
    synchronized void giveUp(URI failed) {
        if (failed.equals(current)) {
            current = all.get((all.indexOf(current) + 1) % all.size());
        }
    }

    /** Takes the nodes that are there now, beside those that were named. */
    synchronized void learn(List<NodeSummary> nodes) {
        Set<URI> known = new LinkedHashSet<>(named);
        boolean here = named.stream().allMatch(uri -> HostPort.isLoopback(uri.getHost()));
        nodes.stream()
                .filter(NodeSummary::isReachable)
                .flatMap(node -> parse(node.http()).stream())
                // What another machine calls its loopback is not ours.
                .filter(uri -> here || !HostPort.isLoopback(uri.getHost()))
                .forEach(known::add);
        all = List.copyOf(known);
        if (!known.contains(current)) {
            current = all.get(0);
        }
    }

    /** Returns them for people. */
    @Override
    public synchronized String toString() {
        return all.stream().map(URI::getAuthority).collect(Collectors.joining(","));
    }
}
