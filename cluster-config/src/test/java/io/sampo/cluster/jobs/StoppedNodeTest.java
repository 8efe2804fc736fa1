/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.cluster.launch.ClusterNode;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link io.sampo.cluster.gate.LastConnections}, between two nodes. */
class StoppedNodeTest {
    private static final String TOKEN = "sampo.network.token = token-of-the-nodes-of-this-test";

    @TempDir private Path directory;

    /**
     * What comes in is given up before the system ends: that is seldom, and is brought about here
     * by a field of Pekko's.
     */
    @Test
    void aNodeEndsThoughTheOtherSideDoesNotCloseItsConnections() throws Exception {
        try (NodesInProcess nodes = new NodesInProcess(directory, TOKEN)) {
            nodes.start(1);
            ClusterNode leaving = nodes.start(1);
            nodes.awaitMembers(2);
            Object inbound = inboundOf(leaving);
            CoordinatedShutdown.get(leaving.system())
                    .addTask(
                            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
                            "test",
                            () -> end(inbound));

            leaving.stop();

            assertThat(leaving.whenEnded().toCompletableFuture())
                    .succeedsWithin(Duration.ofSeconds(30));
        }
    }

    private static CompletionStage<Done> end(Object inbound) {
        try {
            inbound.getClass().getMethod("shutdown").invoke(inbound);
            return CompletableFuture.completedFuture(Done.getInstance());
        } catch (ReflectiveOperationException changed) {
            throw new AssertionError(changed);
        }
    }

    private static Object inboundOf(ClusterNode node) throws ReflectiveOperationException {
        ExtendedActorSystem system = (ExtendedActorSystem) Adapter.toClassic(node.system());
        Object provider = system.provider();
        Object artery = provider.getClass().getMethod("transport").invoke(provider);
        Field inbound = artery.getClass().getDeclaredField("inboundKillSwitch");
        inbound.setAccessible(true);
        return inbound.get(artery);
    }
}
