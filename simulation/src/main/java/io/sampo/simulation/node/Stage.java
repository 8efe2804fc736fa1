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
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
    private static final String MEMBER = "sampo-simulation.member";
    private static final String[] DISPATCHERS = {
        "pekko.actor.default-dispatcher", "sampo-subtask-dispatcher"
    };

    /** Whose task it is that belongs to no member. */
    public static final int OUTSIDE = -1;

    private static final Map<Integer, Stage> ALL = new ConcurrentHashMap<>();
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Deque<Stage> FREE = new ArrayDeque<>();

    private static final ThreadLocal<Boolean> IN_SUBTASK = ThreadLocal.withInitial(() -> false);

    /** Whose task the current thread runs. */
    private static final ThreadLocal<Integer> RUNNING = ThreadLocal.withInitial(() -> OUTSIDE);

    private final int number = COUNT.incrementAndGet();
    private final Carriers carriers = new Carriers();
    private final BootExecutor boot = new BootExecutor();
    private final List<ActorSystem<Void>> systems = new ArrayList<>();
    private final Map<ClassLoader, SerializationFactory> serializers = new HashMap<>();
    private final Map<ClassLoader, ClassLoader> classes = new HashMap<>();
    private final AtomicLong orders = new AtomicLong();
    private final AtomicInteger named = new AtomicInteger();
    private final AtomicInteger actors = new AtomicInteger();
    private int actorsBefore;
    private volatile @Nullable VirtualScheduler current;
    private Between between = Between.NOTHING;

    /** What waits for members that stand still. */
    private final Map<Integer, List<Runnable>> held = new HashMap<>();

    /** What stands between the members of a simulation. */
    @FunctionalInterface
    public interface Between {
        /** Messages come at once. */
        Between NOTHING = (from, to, arrival) -> arrival.run();

        /** Lets a message to another member arrive some time, or never. */
        void pass(int from, int to, Runnable arrival);
    }

    private Stage() {
        ALL.put(number, this);
    }

    private ActorSystem<Void> newSystem(int member) {
        Config all = ConfigFactory.load(Stage.class.getClassLoader());
        Config own =
                all.getConfig("sampo-simulation.system")
                        .withFallback(all)
                        .withValue(NUMBER, ConfigValueFactory.fromAnyRef(number))
                        .withValue(MEMBER, ConfigValueFactory.fromAnyRef(member));
        ActorSystem<Void> system =
                EngineThreads.detached(
                        () -> ActorSystem.create(guardian(), "sampo-simulation-" + member, own));
        // Made when it is first asked for, which must not be in the middle of a run.
        system.receptionist();
        boot.awaitQuiet();
        return system;
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

    /**
     * Returns a stage that nobody uses; to be given back by {@link #release}.
     *
     * @param members how many actor systems it needs, numbered from 0
     */
    public static Stage take(int members) {
        Stage stage;
        synchronized (FREE) {
            Stage free = FREE.poll();
            stage = free == null ? new Stage() : free;
        }
        while (stage.systems.size() < members) {
            stage.systems.add(stage.newSystem(stage.systems.size()));
        }
        return stage;
    }

    /** Lets others have this stage. Not to be called if something still stands still on it. */
    public void release() {
        current = null;
        between = Between.NOTHING;
        synchronized (FREE) {
            FREE.push(this);
        }
    }

    /** Begins a simulation. */
    public VirtualScheduler begin(long seed) {
        VirtualScheduler scheduler = new VirtualScheduler(seed, carriers);
        current = scheduler;
        actorsBefore = actors.get();
        return scheduler;
    }

    void actorBegins() {
        actors.incrementAndGet();
    }

    void actorEnds() {
        actors.decrementAndGet();
    }

    /**
     * Returns how many actors of the present simulation have not ended. One that is left over would
     * have a part in those to come.
     */
    public int actorsLeft() {
        return actors.get() - actorsBefore;
    }

    /** Returns serializers that are kept from one simulation to the next: they are dear. */
    SerializationFactory serialization(ClassLoader classes) {
        return serializers.computeIfAbsent(classes, ForySerializationFactory::new);
    }

    /** Returns a class loader that nobody can close, with the classes of another. */
    public ClassLoader classes(ClassLoader of) {
        return classes.computeIfAbsent(of, parent -> new ClassLoader(parent) {});
    }

    /** Returns a name for an actor that has not been used. */
    public String newName() {
        return "job-" + named.incrementAndGet();
    }

    /** Returns a member's actor system. */
    public ActorSystem<Void> system(int member) {
        return systems.get(member);
    }

    /** Puts something between the members of the present simulation. */
    public void separate(Between what) {
        between = what;
    }

    /** Lets a member's tasks wait from now on. */
    public void pause(int member) {
        held.putIfAbsent(member, new ArrayList<>());
    }

    /** Returns whether a member stands still. */
    public boolean isPaused(int member) {
        return held.containsKey(member);
    }

    /** Lets a member's tasks run again. */
    public void resume(int member) {
        List<Runnable> waiting = held.remove(member);
        if (waiting != null) {
            waiting.forEach(task -> execute(member, task));
        }
    }

    /** Runs a task of a member: in the simulation, if there is one. */
    public void execute(int member, Runnable task) {
        execute(member, 0, task);
    }

    /**
     * As {@link #execute(int, Runnable)}.
     *
     * @param order of actors: when one ends, those that watch it hear of that in the order of a
     *     hash, which is another one each time
     */
    void execute(int member, long order, Runnable task) {
        VirtualScheduler running = current;
        if (running == null) {
            boot.execute(task);
        } else if (between == Between.NOTHING) {
            running.execute(() -> runAs(member, task));
        } else {
            running.executeInOrder(order, () -> runAs(member, task));
        }
    }

    /** Returns a number for an actor, higher than those of all before it. */
    long nextOrder() {
        return orders.incrementAndGet();
    }

    /** Runs a task as a member's, or keeps it while that stands still. */
    public void runAs(int member, Runnable task) {
        List<Runnable> waiting = held.get(member);
        if (waiting != null) {
            waiting.add(task);
            return;
        }
        int before = RUNNING.get();
        RUNNING.set(member);
        try {
            task.run();
        } finally {
            RUNNING.set(before);
        }
    }

    /** Returns whose task the current thread runs, {@link #OUTSIDE} if nobody's. */
    public static int running() {
        return RUNNING.get();
    }

    /** Returns whether the current task is that of another member. */
    boolean isForeign(int member) {
        int from = running();
        return from != OUTSIDE && from != member;
    }

    /** Lets a message of the current task come to another member. */
    void pass(int member, Runnable arrival) {
        between.pass(running(), member, arrival);
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

    /** Returns which member a system's configuration belongs to. */
    static int memberOf(Config config) {
        return config.getInt(MEMBER);
    }

    static Stage of(Config config) {
        Stage stage = ALL.get(config.getInt(NUMBER));
        if (stage == null) {
            throw new IllegalStateException("Only a simulation uses these dispatchers");
        }
        return stage;
    }
}
