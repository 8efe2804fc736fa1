/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.schedule;

import io.sampo.core.time.Clock;
import io.sampo.runtime.node.Parking;
import io.sampo.runtime.node.WakeTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs all tasks of a simulation one at a time, in an order that a seed decides. Time is virtual: a
 * task takes a few microseconds of it, and when there is nothing to do it jumps to the next timer.
 * The same seed gives the same order, which {@link #traceHash()} tells.
 *
 * <p>One thread at a time has the turn. A task that stands still in the middle of a user's function
 * keeps its thread, and another one takes the turn; so nothing here is locked, and each hand-over
 * makes visible what came before. Used by the thread that has the turn, or, while {@link #run} is
 * not running, by the one that calls it.
 */
public final class VirtualScheduler implements Executor, WakeTimer, Clock, Parking {
    private static final long START_MILLIS = 1_700_000_000_000L;

    /** How long a task takes, at most. */
    private static final int LONGEST_STEP_NANOS = 20_000;

    /** How much time passes between two looks at the clock, at most. */
    private static final int LONGEST_LOOK_NANOS = 2_000;

    /** Of so many tasks one is held up. */
    private static final int ONE_LATE_IN = 32;

    private static final int LONGEST_DELAY_NANOS = 3_000_000;

    /** Why {@link #run} came back. */
    public enum End {
        /** What was waited for has come. */
        REACHED,
        /** Nothing is left that could ever happen. */
        NOTHING_LEFT,
        /** There were more steps than were allowed. */
        TOO_MANY_STEPS,
        /** A task has thrown: see {@link #failure}. */
        TASK_FAILED
    }

    /** Something that waits for its time; {@code task} if it is a task that is held up. */
    private record Timer(long nanos, long number, Runnable action, boolean task) {}

    /** A task, and its place among those that one task adds. */
    private record Added(long order, Runnable task) {}

    private final Random random;
    private final List<Runnable> runnable = new ArrayList<>();

    /** What the present task has added. */
    private final List<Added> added = new ArrayList<>();

    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(
                    (a, b) ->
                            a.nanos != b.nanos
                                    ? Long.compare(a.nanos, b.nanos)
                                    : Long.compare(a.number, b.number));
    private final Map<Thread, Runnable> parked = new HashMap<>();

    /** Those that were told to go on when they did not stand still. */
    private final Set<Thread> permits = new HashSet<>();

    private final Carriers carriers;

    private long nanos;
    private long nextTimer;

    /** How many tasks are held up. */
    private int late;

    private long steps;
    private long hash = 17;

    /** Called whenever a task looks at the time. */
    private Runnable looker = () -> {};

    private BooleanSupplier done = () -> true;
    private long lastStep;
    private End end = End.REACHED;
    private @Nullable Throwable failure;

    /** Creates a scheduler with nothing to do. */
    public VirtualScheduler(long seed, Carriers carriers) {
        random = new Random(seed);
        this.carriers = carriers;
    }

    // ---- what tasks use

    @Override
    public void execute(Runnable task) {
        if (random.nextInt(ONE_LATE_IN) == 0) {
            late++;
            at(nanos + random.nextInt(LONGEST_DELAY_NANOS), task, true);
        } else {
            runnable.add(task);
        }
    }

    /**
     * Adds a task once the present one is over, behind those of a lower order: where the order of
     * the calls is not that of the seed, as with a set of actors.
     */
    public void executeInOrder(long order, Runnable task) {
        added.add(new Added(order, task));
    }

    private void addInOrder() {
        if (!added.isEmpty()) {
            added.sort(Comparator.comparingLong(Added::order));
            added.forEach(each -> execute(each.task()));
            added.clear();
        }
    }

    @Override
    public Runnable after(long delayNanos, Runnable task) {
        Timer timer = at(nanos + Math.max(0, delayNanos), task, false);
        return () -> timers.remove(timer);
    }

    private Timer at(long when, Runnable action, boolean task) {
        Timer timer = new Timer(when, nextTimer++, action, task);
        timers.add(timer);
        return timer;
    }

    @Override
    public long currentTimeMillis() {
        return START_MILLIS + nanos / 1_000_000;
    }

    @Override
    public long nanoTime() {
        nanos += random.nextInt(LONGEST_LOOK_NANOS);
        looker.run();
        return nanos;
    }

    @Override
    public void park(Object why) {
        Thread thread = Thread.currentThread();
        if (!permits.remove(thread)) {
            carriers.standStill(wake -> parked.put(thread, wake));
        }
    }

    @Override
    public void unpark(Thread thread) {
        Runnable wake = parked.remove(thread);
        if (wake == null) {
            permits.add(thread);
        } else {
            execute(wake);
        }
    }

    /** Lets the current task stand still for a while, as one that waits for a disk. */
    public void sleep(Duration duration) {
        carriers.standStill(wake -> at(nanos + duration.toNanos(), wake, false));
    }

    // ---- what the simulation uses

    /**
     * Calls {@code look} whenever a task looks at the time, from now on and instead of what was
     * called before; it may throw into that task.
     */
    public void whenTimeIsAsked(Runnable look) {
        looker = look;
    }

    /** Returns how long the simulation has run, without letting time pass. */
    public Duration elapsed() {
        return Duration.ofNanos(nanos);
    }

    /** Returns whether no task is waiting, but for those that wait for their time. */
    public boolean isQuiet() {
        return added.isEmpty() && runnable.isEmpty() && late == 0;
    }

    /** Returns a number that two histories share only if they are the same. */
    public long traceHash() {
        return hash;
    }

    /** Returns a number from 0 to {@code bound} - 1 that belongs to this history. */
    public int choose(int bound) {
        return random.nextInt(bound);
    }

    /**
     * Runs tasks until {@code condition} holds; it is asked before each of them.
     *
     * @param mostSteps how many tasks to run at most
     */
    public End run(BooleanSupplier condition, long mostSteps) {
        done = condition;
        lastStep = steps + mostSteps;
        failure = null;
        carriers.run(this::takeTurns);
        return end;
    }

    /** Returns what the task has thrown that ended the last {@link #run}, null if none did. */
    public @Nullable Throwable failure() {
        return failure;
    }

    /**
     * Returns the wake-up that is to have the turn now, or null at the end. Does not throw: that
     * would end a thread which has the turn, and nobody would have it any more.
     */
    private @Nullable Runnable takeTurns() {
        try {
            return runTasks();
        } catch (Throwable thrown) {
            failure = thrown;
            end = End.TASK_FAILED;
            return null;
        }
    }

    private @Nullable Runnable runTasks() {
        while (true) {
            addInOrder();
            if (done.getAsBoolean()) {
                end = End.REACHED;
                return null;
            }
            if (steps >= lastStep) {
                end = End.TOO_MANY_STEPS;
                return null;
            }
            Runnable task = next();
            if (task == null) {
                end = End.NOTHING_LEFT;
                return null;
            }
            if (carriers.isWake(task)) {
                return task;
            }
            // For each one: a function may have cleared the logging context.
            LogMark.put();
            task.run();
        }
    }

    private @Nullable Runnable next() {
        if (runnable.isEmpty() && !timers.isEmpty()) {
            nanos = Math.max(nanos, timers.element().nanos);
        }
        while (!timers.isEmpty() && timers.element().nanos <= nanos) {
            Timer due = timers.remove();
            late -= due.task ? 1 : 0;
            runnable.add(due.action);
        }
        int size = runnable.size();
        if (size == 0) {
            return null;
        }
        int chosen = random.nextInt(size);
        Runnable last = runnable.remove(size - 1);
        Runnable task = chosen == size - 1 ? last : runnable.set(chosen, last);
        steps++;
        nanos += random.nextInt(LONGEST_STEP_NANOS);
        long event = nanos ^ ((long) size << 40) ^ ((long) chosen << 52);
        hash = (hash * 31 + event) * 0x9E3779B97F4A7C15L;
        return task;
    }
}
