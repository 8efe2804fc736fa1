/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.config;

import com.typesafe.config.Config;
import io.sampo.checkpointing.coordinator.CheckpointSettings;
import io.sampo.core.settings.SettingsReader;
import io.sampo.state.settings.StateSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a node of a cluster is to do: the section {@code sampo.node}, whose keys and defaults are
 * explained in {@code reference.conf}, and what it needs of other sections.
 *
 * @param name what it is called in logs; nothing if that is its address
 * @param bindHost where it listens
 * @param host what others reach it at
 * @param httpHost where its HTTP port listens
 * @param ports what it listens at; 0 is a free one
 * @param roles what it does
 * @param seeds the nodes by which it finds the cluster, the founder first; empty for a node alone
 * @param dataDir where its local files are; not made yet
 * @param slots how many subtasks of a job's chains it takes at a time, at least 1
 * @param jobRetention how long jobs that have ended are remembered
 * @param memory how its memory is divided
 * @param persistence where the records of jobs are durable
 * @param security how nodes know each other
 * @param failure how soon nodes are given up
 * @param checkpointDir of {@code sampo.checkpoint.dir}: where jobs that do not say so themselves
 *     keep checkpoints, the same for all nodes
 * @param settings the whole configuration as jobs on this node find it, with {@code
 *     sampo.state.managed-memory} as {@code memory} has it
 */
public record NodeConfig(
        Optional<String> name,
        String bindHost,
        String host,
        String httpHost,
        Ports ports,
        List<String> roles,
        List<HostPort> seeds,
        Path dataDir,
        int slots,
        Duration jobRetention,
        NodeMemory memory,
        Persistence persistence,
        Security security,
        FailureDetection failure,
        Optional<Path> checkpointDir,
        Config settings) {
    /** The section that is read. */
    public static final String PATH = "sampo.node";

    /** What a node listens at; 0 is a free one. */
    public record Ports(int control, int data, int lifeline, int http) {}

    /** Where the records of jobs are durable. */
    public record Persistence(Kind kind, String url, String user, String password) {
        /** What keeps them. */
        public enum Kind {
            /** The checkpoint directory, which one process holds at a time. */
            NONE,
            /** A file, for a cluster of one node. */
            H2,
            /** A server, for several nodes. */
            POSTGRESQL
        }

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "Persistence[kind=" + kind + ", url=" + url + ", user=" + user + "]";
        }
    }

    /**
     * How nodes know each other.
     *
     * @param tls mutual TLS between nodes
     * @param token {@code sampo.network.token}, which all nodes know
     * @param insecure whether the node may listen to others without either
     */
    public record Security(Optional<TlsFiles> tls, Optional<String> token, boolean insecure) {
        /** Returns whether whoever reaches the node may speak to it. */
        public boolean isOpen() {
            return tls.isEmpty() && token.isEmpty();
        }

        /** Leaves the token out. */
        @Override
        public String toString() {
            return "Security[tls="
                    + tls
                    + ", token="
                    + (token.isPresent() ? "set" : "none")
                    + ", insecure="
                    + insecure
                    + "]";
        }
    }

    /**
     * The files of mutual TLS, all PEM.
     *
     * @param key the private key of this node, PKCS#8
     * @param certificate that of this node, then those up to the CA
     * @param ca the certificates that those of all nodes must be signed by
     */
    public record TlsFiles(Path key, Path certificate, Path ca) {}

    /**
     * How soon nodes are given up.
     *
     * @param heartbeat how often nodes make themselves heard
     * @param pause how long a node may be silent beyond that
     * @param stableAfter how long it must be, or seem, gone before the majority goes on
     * @param lifeline whether a refused connection says that a process is dead
     * @param joinTimeout how long a node looks for the cluster
     * @param stopTimeout how long a node that stops may take to hand over what it does
     */
    public record FailureDetection(
            Duration heartbeat,
            Duration pause,
            Duration stableAfter,
            boolean lifeline,
            Duration joinTimeout,
            Duration stopTimeout) {}

    /** Copies the lists. */
    public NodeConfig {
        roles = List.copyOf(roles);
        seeds = List.copyOf(seeds);
    }

    /**
     * Reads and checks the section; {@link ConfigLoader#load} checks all others as well.
     *
     * @param root the whole configuration with all defaults
     * @throws io.sampo.core.error.StreamException with {@code INVALID_SETTING}, naming all problems
     */
    public static NodeConfig from(Config root) {
        StateSettings state = StateSettings.from(root);
        CheckpointSettings checkpoints = CheckpointSettings.from(root);
        return SettingsReader.read(
                root,
                PATH,
                in ->
                        new NodeConfigReader(in)
                                .read(state.rocksdb().objectShare(), checkpoints.dir(), root));
    }

    /** Tells whether other machines reach the node. */
    public boolean isExposed() {
        return !HostPort.isLoopback(bindHost);
    }

    /** Returns whether only this machine reaches the HTTP port. */
    public boolean isHttpLocal() {
        return HostPort.isLoopback(httpHost);
    }
}
