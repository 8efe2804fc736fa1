/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.node;

import io.sampo.core.io.FileStore;
import io.sampo.core.time.Clock;
import io.sampo.runtime.node.Node;
import io.sampo.runtime.node.Parking;
import io.sampo.runtime.node.WakeTimer;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;

/**
 * One process of a simulation, from its start to its crash.
 *
 * @param stage whose actors it uses
 * @param scheduler the simulation
 * @param files the disk, as this process sees it
 */
public record SimulatedNode(Stage stage, VirtualScheduler scheduler, FileStore files)
        implements Node {
    @Override
    public <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
        // Named by nothing: names are never seen, and a free one has to be found.
        return stage.system().systemActorOf(behavior, stage.newName(), Props.empty());
    }

    @Override
    public Clock clock() {
        return scheduler;
    }

    @Override
    public WakeTimer timer() {
        return scheduler;
    }

    @Override
    public Executor io() {
        return scheduler;
    }

    @Override
    public Parking parking() {
        return scheduler;
    }
}
