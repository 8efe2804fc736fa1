/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The settings of a node's actor system: {@code sampo-node-system} of {@code reference.conf}, and
 * above it what follows from {@code sampo.node}. A file may change the former.
 */
public final class ActorSystemConfig {
    /** Begins a role that says where the lifeline of a member listens. */
    public static final String LIFELINE_ROLE = "sampo-lifeline-";

    /** Begins all roles that are no roles of the user. */
    public static final String OWN_ROLES = "sampo-";

    private static final String PHASES = "pekko.coordinated-shutdown.phases.";

    private ActorSystemConfig() {}

    /**
     * Returns the settings.
     *
     * @param lifelinePort where the lifeline listens; nothing if it is off
     * @param sslEngines class of what connections pass first, in each direction
     * @param ownsProcess whether the process is stopped by stopping the system
     */
    public static Config of(
            NodeConfig node, OptionalInt lifelinePort, Class<?> sslEngines, boolean ownsProcess) {
        Map<String, Object> own = new HashMap<>();
        remote(own, node, sslEngines);
        cluster(own, node, lifelinePort);
        own.put("pekko.coordinated-shutdown.run-by-jvm-shutdown-hook", ownsProcess ? "on" : "off");
        own.put("pekko.jvm-shutdown-hooks", ownsProcess ? "on" : "off");
        own.put("pekko.daemonic", ownsProcess ? "off" : "on");
        for (String phase :
                List.of("before-cluster-shutdown", "cluster-sharding-shutdown-region")) {
            own.put(PHASES + phase + ".timeout", node.failure().stopTimeout());
        }
        Config all = node.settings();
        return ConfigFactory.parseMap(own, NodeConfig.PATH)
                .withFallback(all.getConfig("sampo-node-system"))
                .withFallback(all);
    }

    private static void remote(Map<String, Object> own, NodeConfig node, Class<?> sslEngines) {
        String artery = "pekko.remote.artery.";
        own.put(artery + "canonical.hostname", node.host());
        own.put(artery + "canonical.port", node.ports().control());
        own.put(artery + "bind.hostname", node.bindHost());
        own.put(artery + "bind.port", node.ports().control());
        own.put(artery + "transport", "tls-tcp");
        own.put(artery + "ssl.ssl-engine-provider", sslEngines.getName());
    }

    private static void cluster(
            Map<String, Object> own, NodeConfig node, OptionalInt lifelinePort) {
        NodeConfig.FailureDetection failure = node.failure();
        String cluster = "pekko.cluster.";
        List<String> roles = new ArrayList<>(node.roles());
        lifelinePort.ifPresent(port -> roles.add(LIFELINE_ROLE + port));
        own.put(cluster + "roles", roles);
        own.put(cluster + "failure-detector.heartbeat-interval", failure.heartbeat());
        own.put(cluster + "failure-detector.expected-response-after", failure.heartbeat());
        own.put(cluster + "failure-detector.acceptable-heartbeat-pause", failure.pause());
        own.put(cluster + "split-brain-resolver.stable-after", failure.stableAfter());
        Duration join = failure.joinTimeout();
        own.put(cluster + "shutdown-after-unsuccessful-join-seed-nodes", join);
    }
}
