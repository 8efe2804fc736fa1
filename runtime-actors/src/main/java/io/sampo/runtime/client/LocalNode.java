/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.sampo.core.io.FileStore;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.runtime.node.ActorSystemNode;
import io.sampo.runtime.node.EngineThreads;
import io.sampo.runtime.node.Node;
import io.sampo.runtime.node.NodeThreads;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.SpawnProtocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The actor system and the threads of this JVM's local jobs. Made with the first job and kept: all
 * its threads are daemons, and a second job starts at once. Holds nothing of any job.
 */
final class LocalNode {
    private static final Logger LOG = LoggerFactory.getLogger(LocalNode.class);

    private static final AtomicBoolean PREPARED = new AtomicBoolean();
    private static @Nullable Node instance;

    private LocalNode() {}

    private static Node start() {
        Config all = ConfigFactory.load(LocalNode.class.getClassLoader());
        Config own = all.getConfig("sampo-local-system").withFallback(all);
        // The program that comes first may be one of many in this JVM, with a class loader of its
        // own.
        // Also makes the logging ready before there are threads that would do so side by side.
        LOG.debug("The actor system of local jobs starts");
        return new ActorSystemNode(
                EngineThreads.detached(
                        () -> ActorSystem.create(SpawnProtocol.create(), "sampo", own)),
                new NodeThreads(),
                FileStore.local());
    }

    /**
     * Starts the node in the background, and loads what serializes values: half of the time from a
     * JVM's start to its first job's first record, and a second core is often idle then.
     */
    static void prepare() {
        if (!PREPARED.getAndSet(true)) {
            inBackground(LocalNode::get, "sampo-prepare-node");
            ClassLoader ofEngine = LocalNode.class.getClassLoader();
            inBackground(new ForySerializationFactory(ofEngine)::warmUp, "sampo-prepare-types");
        }
    }

    private static void inBackground(Runnable work, String name) {
        Runnable attempt =
                () -> {
                    try {
                        work.run();
                    } catch (RuntimeException | Error failure) {
                        LOG.debug(
                                "Not prepared, the first job will fail too: thread={}",
                                name,
                                failure);
                    }
                };
        EngineThreads.startDaemon(attempt, name);
    }

    /** Returns the node; starts it, or waits until it has started. */
    static synchronized Node get() {
        Node node = instance;
        if (node == null) {
            node = start();
            instance = node;
        }
        return node;
    }
}
