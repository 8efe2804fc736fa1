/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import io.sampo.cluster.config.NodeConfig.FailureDetection;
import io.sampo.cluster.config.NodeConfig.Persistence;
import io.sampo.cluster.config.NodeConfig.Ports;
import io.sampo.cluster.config.NodeConfig.Security;
import io.sampo.cluster.config.NodeConfig.TlsFiles;
import io.sampo.core.settings.SettingsReader;
import io.sampo.runtime.network.NetworkToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the section of a node. What does not go together is a problem like any other. */
final class NodeConfigReader {
    private static final String TOKEN = "sampo.network.token";
    private static final int MAX_PORT = 65_535;
    private static final int MOST_SLOTS = 10_000;
    private static final double MOST_MANAGED_SHARE = 0.7;
    private static final double MOST_NETWORK_SHARE = 0.3;
    private static final Duration LEAST_RETENTION = Duration.ofMillis(100);
    private static final Duration LEAST_HEARTBEAT = Duration.ofMillis(10);

    private final SettingsReader in;

    NodeConfigReader(SettingsReader in) {
        this.in = in;
    }

    /**
     * Reads all of it.
     *
     * @param objectShare how much of the managed memory is for objects on the heap
     * @param root the whole configuration, all defaults included
     */
    NodeConfig read(double objectShare, Optional<Path> checkpointDir, Config root) {
        String bindHost = in.string("bind-host");
        List<HostPort> seeds = seeds();
        int slots = in.integer("slots", 0, MOST_SLOTS);
        NodeMemory memory = in.section("memory", nested -> memory(nested, objectShare));
        return new NodeConfig(
                in.optionalString("name"),
                bindHost,
                host(bindHost),
                in.string("http-host"),
                in.section("ports", NodeConfigReader::ports),
                roles(),
                seeds,
                in.path("data-dir"),
                slots == 0 ? Runtime.getRuntime().availableProcessors() : slots,
                in.duration("job-retention", LEAST_RETENTION),
                memory,
                in.section("persistence", nested -> persistence(nested, seeds)),
                in.section("security", nested -> security(nested, token(root), bindHost)),
                in.section("failure", NodeConfigReader::failure),
                checkpointDir,
                root.withValue(
                        ConfigLoader.MANAGED_MEMORY,
                        ConfigValueFactory.fromAnyRef(memory.managedBytes(), "sampo.node.memory")));
    }

    private String host(String bindHost) {
        Optional<String> host = in.optionalString("host");
        if (host.isEmpty() && HostPort.isAny(bindHost)) {
            in.problem(
                    "host", "the name that other nodes reach this one at, since bind-host is any");
        }
        host.filter(HostPort::isAny)
                .ifPresent(any -> in.problem("host", "one name or address, not any"));
        return host.orElse(bindHost);
    }

    private static Ports ports(SettingsReader in) {
        List<String> keys = List.of("control", "data", "lifeline", "http");
        List<Integer> ports = new ArrayList<>();
        for (String key : keys) {
            int port = in.integer(key, 0, MAX_PORT);
            if (port > 0 && ports.contains(port)) {
                in.problem(key, "a port of its own, not that of " + keys.get(ports.indexOf(port)));
            }
            ports.add(port);
        }
        return new Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3));
    }

    private List<String> roles() {
        List<String> roles = in.strings("roles");
        // Others have a meaning for the cluster itself.
        String pattern = "(?!dc-|sampo-)[a-z0-9][a-z0-9-]*";
        if (roles.isEmpty() || !roles.stream().allMatch(role -> role.matches(pattern))) {
            in.problem(
                    "roles",
                    "at least one name of lower-case letters, digits and hyphens that does not begin"
                            + " with dc- or sampo-");
        }
        return roles;
    }

    private List<HostPort> seeds() {
        List<HostPort> seeds = new ArrayList<>();
        for (String text : in.strings("seeds")) {
            HostPort.parse(text)
                    .ifPresentOrElse(
                            seeds::add,
                            () ->
                                    in.problem(
                                            "seeds",
                                            "host:port each, such as node-1:7610, not '"
                                                    + text
                                                    + "'"));
        }
        return seeds;
    }

    private static NodeMemory memory(SettingsReader in, double objectShare) {
        return NodeMemory.divide(
                in.bytes("total", NodeMemory.LEAST_TOTAL_BYTES),
                in.fraction("managed-share", 0, MOST_MANAGED_SHARE),
                in.fraction("network-share", 0, MOST_NETWORK_SHARE),
                objectShare);
    }

    private static Persistence persistence(SettingsReader in, List<HostPort> seeds) {
        Persistence.Kind kind = in.choice("type", Persistence.Kind.class);
        String url = in.optionalString("url").orElse("");
        boolean postgres = kind == Persistence.Kind.POSTGRESQL;
        if (postgres && !url.startsWith("jdbc:postgresql:")) {
            in.problem("url", "a URL such as jdbc:postgresql://db:5432/sampo, as type says");
        }
        if (kind == Persistence.Kind.H2 && !url.isEmpty() && !url.startsWith("jdbc:h2:")) {
            in.problem("url", "nothing, or a URL such as jdbc:h2:file:/data/jobs, as type says");
        }
        if (kind == Persistence.Kind.H2 && seeds.size() > 1) {
            in.problem(
                    "type", "postgresql, since seeds name several nodes and one process holds H2");
        }
        return new Persistence(
                kind,
                url,
                in.optionalString("user").orElse(""),
                in.optionalString("password").orElse(""));
    }

    /** It is of another section, which is checked with that. */
    private static Optional<String> token(Config root) {
        try {
            return NetworkToken.of(root.getString(TOKEN));
        } catch (ConfigException malformed) {
            return Optional.empty();
        }
    }

    private static Security security(SettingsReader in, Optional<String> token, String bindHost) {
        Optional<TlsFiles> tls = in.section("tls", NodeConfigReader::tls);
        Security security = new Security(tls, token, in.flag("insecure"));
        if (security.isOpen() && !security.insecure() && !HostPort.isLoopback(bindHost)) {
            in.problem(
                    "tls",
                    "key, certificate and ca, because bind-host = "
                            + bindHost
                            + " lets other machines reach the node, and whoever reaches it can run"
                            + " code on it. Or a sampo.network.token, where nobody reads along; or"
                            + " bind-host = 127.0.0.1; or, where nobody else is on the network,"
                            + " security.insecure = true");
        }
        return security;
    }

    private static Optional<TlsFiles> tls(SettingsReader in) {
        Optional<Path> key = file(in, "key");
        Optional<Path> certificate = file(in, "certificate");
        Optional<Path> ca = file(in, "ca");
        long given = Stream.of(key, certificate, ca).filter(Optional::isPresent).count();
        if (given == 0) {
            return Optional.empty();
        }
        Path missing = Path.of("");
        for (String name : List.of("key", "certificate", "ca")) {
            if (in.optionalPath(name).isEmpty()) {
                in.problem(name, "a PEM file, as the other two of key, certificate and ca are set");
            }
        }
        return Optional.of(
                new TlsFiles(key.orElse(missing), certificate.orElse(missing), ca.orElse(missing)));
    }

    private static Optional<Path> file(SettingsReader in, String key) {
        Optional<Path> file = in.optionalPath(key);
        if (file.isPresent() && !Files.isReadable(file.get())) {
            in.problem(
                    key,
                    "a file that this process can read (absolute: "
                            + file.get().toAbsolutePath()
                            + ")");
        }
        return file;
    }

    private static FailureDetection failure(SettingsReader in) {
        Duration heartbeat = in.duration("heartbeat", LEAST_HEARTBEAT);
        Duration pause = in.duration("pause", LEAST_HEARTBEAT);
        if (pause.compareTo(heartbeat) < 0) {
            in.problem(
                    "pause", "at least failure.heartbeat, which is " + heartbeat.toMillis() + "ms");
        }
        return new FailureDetection(
                heartbeat,
                pause,
                in.duration("stable-after", Duration.ofMillis(100)),
                in.flag("lifeline"),
                in.duration("join-timeout", Duration.ofSeconds(1)),
                in.duration("stop-timeout", Duration.ofSeconds(1)));
    }
}
