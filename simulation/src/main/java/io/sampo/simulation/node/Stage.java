/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.SerializationFactory;
import io.sampo.runtime.node.EngineThreads;
import io.sampo.simulation.schedule.Carriers;
import io.sampo.simulation.schedule.VirtualScheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * An actor system that is used for one simulation at a time, and then for the next: starting one
 * takes longer than most simulations. While no simulation runs it has no thread.
 */
public final class Stage {
    private static final String NUMBER = "sampo-simulation.stage";
    private static final String[] DISPATCHERS = {
        "pekko.actor.default-dispatcher", "sampo-subtask-dispatcher"
    };

    private static final Map<Integer, Stage> ALL = new ConcurrentHashMap<>();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Deque<Stage> FREE = new ArrayDeque<>();

    private static final ThreadLocal<Boolean> IN_SUBTASK = ThreadLocal.withInitial(() -> false);

    private final Carriers carriers = new Carriers();
    private final BootExecutor boot = new BootExecutor();
    private final ActorSystem<Void> system;
    private final Map<ClassLoader, SerializationFactory> serializers = new HashMap<>();
    private final AtomicInteger named = new AtomicInteger();
    private volatile @Nullable VirtualScheduler current;

    private Stage() {
        int number = COUNT.incrementAndGet();
        ALL.put(number, this);
        Config all = ConfigFactory.load(Stage.class.getClassLoader());
        Config own =
                all.getConfig("sampo-simulation.system")
                        .withFallback(all)
                        .withValue(NUMBER, ConfigValueFactory.fromAnyRef(number));
        system =
                EngineThreads.detached(
                        () -> ActorSystem.create(guardian(), "sampo-simulation", own));
        boot.awaitQuiet();
    }

    /**
     * A dispatcher without actors would be shut down after a while, in the middle of another run.
     */
    private static Behavior<Void> guardian() {
        return Behaviors.setup(
                context -> {
                    for (String dispatcher : DISPATCHERS) {
                        context.spawnAnonymous(
                                Behaviors.empty(), DispatcherSelector.fromConfig(dispatcher));
                    }
                    return Behaviors.empty();
                });
    }

    /** Returns a stage that nobody uses; to be given back by {@link #release}. */
    public static Stage take() {
        synchronized (FREE) {
            Stage free = FREE.poll();
            return free == null ? new Stage() : free;
        }
    }

    /** Lets others have this stage. Not to be called if something still stands still on it. */
    public void release() {
        current = null;
        synchronized (FREE) {
            FREE.push(this);
        }
    }

    /** Begins a simulation. */
    public VirtualScheduler begin(long seed) {
        VirtualScheduler scheduler = new VirtualScheduler(seed, carriers);
        current = scheduler;
        return scheduler;
    }

    /** Returns serializers that are kept from one simulation to the next: they are dear. */
    SerializationFactory serialization(ClassLoader classes) {
        return serializers.computeIfAbsent(classes, ForySerializationFactory::new);
    }

    /** Returns a name for an actor that has not been used. */
    String newName() {
        return "job-" + named.incrementAndGet();
    }

    ActorSystem<Void> system() {
        return system;
    }

    /** Runs a task of an actor: in the simulation, if there is one. */
    void execute(Runnable task) {
        VirtualScheduler running = current;
        if (running == null) {
            boot.execute(task);
        } else {
            running.execute(task);
        }
    }

    /** Wakes an actor; there are no timers while there is no simulation. */
    Runnable after(long nanos, Runnable task) {
        VirtualScheduler running = current;
        return running == null ? () -> {} : running.after(nanos, task);
    }

    /** Returns whether the current thread is in the middle of a turn of a subtask. */
    public static boolean isSubtask() {
        return IN_SUBTASK.get();
    }

    static void asSubtask(Runnable task) {
        IN_SUBTASK.set(true);
        try {
            task.run();
        } finally {
            IN_SUBTASK.set(false);
        }
    }

    static Stage of(Config config) {
        Stage stage = ALL.get(config.getInt(NUMBER));
        if (stage == null) {
            throw new IllegalStateException("Only a simulation uses these dispatchers");
        }
        return stage;
    }
}
