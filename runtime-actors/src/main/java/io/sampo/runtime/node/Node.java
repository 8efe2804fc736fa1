/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import com.typesafe.config.Config;
import io.sampo.core.io.FileStore;
import io.sampo.core.time.Clock;
import io.sampo.core.type.SerializationFactory;
import io.sampo.state.backend.StateBackend;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/**
 * What a process gives the jobs that run in it. All of the engine's time, threads, files and actors
 * come from here, so that a simulator can hold them. Thread-safe.
 */
public interface Node {
    /** Starts an actor; its name is made unique. */
    <T> ActorRef<T> spawn(Behavior<T> behavior, String name);

    /** Returns the time. */
    Clock clock();

    /** Returns the source of wake-ups. */
    WakeTimer timer();

    /** Returns where blocking work runs. */
    Executor io();

    /** Returns how a subtask's thread stands still. */
    Parking parking();

    /** Returns what serializes the values of a job with those classes. */
    SerializationFactory serialization(ClassLoader classes);

    /** Returns the state backend that the settings of a job name; to be closed by the caller. */
    StateBackend stateBackend(Config settings);

    /** Returns the files of checkpoints and of files sinks. */
    FileStore files();

    /**
     * Returns the files of this machine, for what others do not see and may be lost with it: copies
     * of checkpoints, sorted runs.
     */
    FileStore localFiles();
}
