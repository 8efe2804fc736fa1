/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.launch;

import io.sampo.runtime.node.EngineThreads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process of a node whose actor system does not end: a node that was downed must not live
 * on because one of its actors hangs.
 */
final class EndInTime {
    private static final Logger LOG = LoggerFactory.getLogger(EndInTime.class);

    /** Far more than the last phase takes. */
    private static final long LIMIT_SECONDS = 15;

    private EndInTime() {}

    static void watch(ActorSystem<?> system) {
        CoordinatedShutdown shutdown = CoordinatedShutdown.get(system);
        CountDownLatch ended = new CountDownLatch(1);
        system.getWhenTerminated().whenComplete((done, failure) -> ended.countDown());
        shutdown.addTask(
                CoordinatedShutdown.PhaseActorSystemTerminate(),
                "sampo-end-in-time",
                () -> {
                    EngineThreads.startDaemon(() -> await(ended, shutdown), "sampo-end-in-time");
                    return CompletableFuture.completedFuture(Done.getInstance());
                });
    }

    private static void await(CountDownLatch ended, CoordinatedShutdown shutdown) {
        try {
            if (!ended.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("The actor system does not end, the process does");
                Runtime.getRuntime().halt(NodeExit.of(shutdown.getShutdownReason()).code());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
