/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import com.typesafe.config.Config;
import io.sampo.core.settings.SettingsReader;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The section {@code sampo.network}.
 *
 * @param bindHost where the port is opened
 * @param bindPort the port; 0 takes a free one
 * @param advertisedHost by which other nodes reach this one; as {@code bindHost} if not set
 * @param advertisedPort as {@code advertisedHost}; 0 is the port that was opened
 * @param threads event loops; 0 is one for each four processors
 * @param memory bytes that channels may use, for both directions together
 * @param channelCredits how many frames may be under way on a channel
 * @param maxFrame bytes of the largest frame, and so of the largest record
 * @param connectTimeout for a connection to come about, and for its first words
 * @param heartbeatInterval a connection is not silent for longer
 * @param heartbeatTimeout after which a silent peer counts as dead
 * @param token a secret that all nodes know
 * @param tls whether connections are encrypted, and by what
 */
public record NetworkSettings(
        String bindHost,
        int bindPort,
        Optional<String> advertisedHost,
        int advertisedPort,
        int threads,
        long memory,
        int channelCredits,
        long maxFrame,
        Duration connectTimeout,
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        Optional<String> token,
        TlsSettings tls) {
    /** The section that is read. */
    public static final String PATH = "sampo.network";

    private static final Set<String> ANY_ADDRESS = Set.of("0.0.0.0", "::");
    private static final int MAX_PORT = 65_535;
    private static final int MAX_THREADS = 256;
    private static final int MAX_CREDITS = 1024;
    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** Reads the section of the whole configuration. */
    public static NetworkSettings from(Config root) {
        return SettingsReader.read(root, PATH, NetworkSettings::read);
    }

    /** Reads the section from its reader, which notes the problems. */
    public static NetworkSettings read(SettingsReader in) {
        return read(in, NetworkToken.read(in));
    }

    /**
     * Reads the section where nothing is sent to nodes, as {@link #read}, but takes any token: it
     * comes from the environment, where it is for nodes and for the commands that speak to them.
     */
    public static NetworkSettings readWithoutToken(SettingsReader in) {
        NetworkToken.ignore(in);
        return read(in, Optional.empty());
    }

    private static NetworkSettings read(SettingsReader in, Optional<String> token) {
        NetworkSettings settings =
                new NetworkSettings(
                        in.string("bind-host"),
                        in.integer("bind-port", 0, MAX_PORT),
                        in.optionalString("advertised-host"),
                        in.integer("advertised-port", 0, MAX_PORT),
                        in.integer("threads", 0, MAX_THREADS),
                        in.bytes("memory", NetworkMemory.SMALLEST),
                        in.integer("channel-credits", 1, MAX_CREDITS),
                        in.bytes("max-frame", Packets.MAX_PAYLOAD),
                        in.duration("connect-timeout", SHORTEST),
                        in.duration("heartbeat-interval", SHORTEST),
                        in.duration("heartbeat-timeout", SHORTEST),
                        token,
                        in.section("tls", TlsSettings::read));
        settings.check(in);
        return settings;
    }

    private void check(SettingsReader in) {
        if (advertisedHost.isEmpty() && ANY_ADDRESS.contains(bindHost)) {
            in.problem("advertised-host", "how others reach this node, since bind-host is any");
        }
        if (maxFrame > Integer.MAX_VALUE / 2) {
            in.problem("max-frame", "at most 1 GiB");
        }
        if (heartbeatTimeout.compareTo(heartbeatInterval.multipliedBy(2)) < 0) {
            in.problem("heartbeat-timeout", "at least twice sampo.network.heartbeat-interval");
        }
    }

    int threadCount() {
        return threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / 4);
    }

    /** Shows no secrets. */
    @Override
    public String toString() {
        return "NetworkSettings[bind="
                + bindHost
                + ":"
                + bindPort
                + " memory="
                + memory
                + " token="
                + (token.isPresent() ? "set" : "none")
                + " tls="
                + tls.enabled()
                + "]";
    }
}
