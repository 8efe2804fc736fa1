/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import com.typesafe.config.Config;
import io.sampo.core.io.FileStore;
import io.sampo.core.time.Clock;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.SerializationFactory;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.settings.StateBackends;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;

/** A node as it really is: an actor system, threads, the system's clock. */
public final class ActorSystemNode implements Node {
    private final ActorSystem<?> system;
    private final NodeThreads threads;
    private final FileStore files;
    private final AtomicLong spawned = new AtomicLong();

    /** Creates a node; system, threads and files stay the caller's. */
    public ActorSystemNode(ActorSystem<?> system, NodeThreads threads, FileStore files) {
        this.system = system;
        this.threads = threads;
        this.files = files;
    }

    @Override
    public Clock clock() {
        return Clock.system();
    }

    @Override
    public WakeTimer timer() {
        return threads.timer();
    }

    @Override
    public Executor io() {
        return threads.io();
    }

    @Override
    public Parking parking() {
        return Parking.JVM;
    }

    @Override
    public SerializationFactory serialization(ClassLoader classes) {
        return new ForySerializationFactory(classes);
    }

    @Override
    public StateBackend stateBackend(Config settings) {
        return StateBackends.create(settings);
    }

    @Override
    public FileStore files() {
        return files;
    }

    @Override
    public FileStore localFiles() {
        return FileStore.local();
    }

    @Override
    public <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
        return system.systemActorOf(
                behavior, safe(name) + "-" + spawned.incrementAndGet(), Props.empty());
    }

    /** Returns {@code name} with everything replaced that an actor's name must not have. */
    private static String safe(String name) {
        return name.replaceAll("[^A-Za-z0-9_.-]", "_");
    }
}
