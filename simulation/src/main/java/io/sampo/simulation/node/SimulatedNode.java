/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.node;

import com.typesafe.config.Config;
import io.sampo.core.io.FileStore;
import io.sampo.core.time.Clock;
import io.sampo.core.type.SerializationFactory;
import io.sampo.runtime.node.Node;
import io.sampo.runtime.node.Parking;
import io.sampo.runtime.node.WakeTimer;
import io.sampo.simulation.schedule.VirtualScheduler;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.heap.HeapStateBackend;
import io.sampo.state.settings.StateSettings;
import io.sampo.state.testkit.InMemoryTierBackend;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;

/**
 * One process of a simulation, from its start to its crash.
 *
 * @param stage whose actors it uses
 * @param member which of its actor systems
 * @param scheduler the simulation
 * @param clock what time this process believes it is
 * @param files the disk that all nodes share, as this process sees it
 * @param localFiles the machine's own disk, as this process sees it
 * @param io where storage work runs
 */
public record SimulatedNode(
        Stage stage,
        int member,
        VirtualScheduler scheduler,
        Clock clock,
        FileStore files,
        FileStore localFiles,
        Executor io)
        implements Node {
    /** Little, so that objects leave the cache. */
    private static final long CACHE_BYTES = 50_000;

    @Override
    public <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
        // Named by nothing: names are never seen, and a free one has to be found.
        return stage.system(member).systemActorOf(behavior, stage.newName(), Props.empty());
    }

    @Override
    public WakeTimer timer() {
        return scheduler;
    }

    @Override
    public SerializationFactory serialization(ClassLoader classes) {
        return stage.serialization(classes);
    }

    /** RocksDB is native code: in its place there is an ordered map, behind the same cache. */
    @Override
    public StateBackend stateBackend(Config settings) {
        boolean heap = StateSettings.from(settings).backend() == StateSettings.Backend.HEAP;
        return heap ? new HeapStateBackend() : new InMemoryTierBackend(CACHE_BYTES);
    }

    @Override
    public Parking parking() {
        return scheduler;
    }
}
