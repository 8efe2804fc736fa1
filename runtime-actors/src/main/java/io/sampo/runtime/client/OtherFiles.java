/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import com.typesafe.config.Config;
import io.sampo.core.io.FileStore;
import io.sampo.core.time.Clock;
import io.sampo.core.type.SerializationFactory;
import io.sampo.runtime.node.Node;
import io.sampo.runtime.node.Parking;
import io.sampo.runtime.node.WakeTimer;
import io.sampo.state.backend.StateBackend;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** A node as another one, but for its files. */
record OtherFiles(Node node, FileStore files) implements Node {
    @Override
    public <T> ActorRef<T> spawn(Behavior<T> behavior, String name) {
        return node.spawn(behavior, name);
    }

    @Override
    public FileStore localFiles() {
        return node.localFiles();
    }

    @Override
    public Clock clock() {
        return node.clock();
    }

    @Override
    public WakeTimer timer() {
        return node.timer();
    }

    @Override
    public Executor io() {
        return node.io();
    }

    @Override
    public SerializationFactory serialization(ClassLoader classes) {
        return node.serialization(classes);
    }

    @Override
    public StateBackend stateBackend(Config settings) {
        return node.stateBackend(settings);
    }

    @Override
    public Parking parking() {
        return node.parking();
    }
}
