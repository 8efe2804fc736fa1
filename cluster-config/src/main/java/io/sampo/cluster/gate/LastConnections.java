/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.gate;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.io.TcpMessage;

/**
 * Ends the connections that Artery leaves open when its actor system ends, and for whose end the
 * system waits. Mostly Artery gives up all streams at once; if what comes in was given up first,
 * the control stream ends in order instead, of which the other node is not told behind a gate
 * ({@code IgnoreComplete}, Pekko 1.7): each would wait for the other to close, for ever.
 */
public final class LastConnections {
    /** More than Artery takes to say its last words. */
    private static final Duration GRACE = Duration.ofMillis(1_500);

    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final String CONNECTIONS = "/system/IO-TCP/selectors/*/*";

    private LastConnections() {}

    /** Has them ended soon after the system has begun to end. */
    public static void endWith(ActorSystem system) {
        ActorSelection connections = system.actorSelection(CONNECTIONS);
        Runnable abort = () -> connections.tell(TcpMessage.abort(), ActorRef.noSender());
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseActorSystemTerminate(),
                        "sampo-last-connections",
                        () -> {
                            system.scheduler()
                                    .scheduleWithFixedDelay(
                                            GRACE, INTERVAL, abort, system.dispatcher());
                            return CompletableFuture.completedFuture(Done.getInstance());
                        });
    }
}
