/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.runtime.node.EngineThreads;
import io.sampo.runtime.node.NodeThreads;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actor system and the threads of this JVM's local jobs. Made with the first job and kept: all
 * its threads are daemons, and a second job starts at once. Holds nothing of any job.
 */
final class LocalNode {
    private static final Logger LOG = LoggerFactory.getLogger(LocalNode.class);

    private final ActorSystem<SpawnProtocol.Command> system;
    private final NodeThreads threads = new NodeThreads();
    private final AtomicLong spawned = new AtomicLong();

    private static final class Holder {
        static final LocalNode INSTANCE = new LocalNode();
    }

    private LocalNode() {
        Config all = ConfigFactory.load(LocalNode.class.getClassLoader());
        Config own = all.getConfig("sampo-local-system").withFallback(all);
        // The program that comes first may be one of many in this JVM, with a class loader of its
        // own.
        // Also makes the logging ready before there are threads that would do so side by side.
        LOG.debug("The actor system of local jobs starts");
        system =
                EngineThreads.detached(
                        () -> ActorSystem.create(SpawnProtocol.create(), "sampo", own));
    }

    static LocalNode get() {
        return Holder.INSTANCE;
    }

    NodeThreads threads() {
        return threads;
    }

    /** Starts an actor; its name is made unique. */
    <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
        return system.systemActorOf(
                behavior,
                safe(name) + "-" + spawned.incrementAndGet(),
                org.apache.pekko.actor.typed.Props.empty());
    }

    /** Returns {@code name} with everything replaced that an actor's name must not have. */
    private static String safe(String name) {
        return name.replaceAll("[^A-Za-z0-9_.-]", "_");
    }
}
