/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.schedule;

import io.sampo.runtime.node.EngineThreads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which simulations run, one after the other. One thread at a time has the turn; the
 * others stand still in the middle of a task, or wait for a turn. Kept from one simulation to the
 * next, since serializers are made for each thread.
 */
public final class Carriers {
    private final Deque<Seat> idle = new ArrayDeque<>();
    private Seat caller = new Seat();

    /** What a thread takes turns with: returns whom to give the turn, or null at the end. */
    private Supplier<@Nullable Runnable> turns = () -> null;

    /** Starts no thread yet. */
    public Carriers() {}

    /** Lets the threads take turns until they are at the end, while the calling one waits. */
    void run(Supplier<@Nullable Runnable> newTurns) {
        turns = newTurns;
        caller = new Seat();
        giveToSomebody();
        caller.awaitTurn();
    }

    /**
     * Lets the current thread stand still until the wake-up is run that {@code keep} was given; it
     * is to be run in turn as any task.
     */
    void standStill(Consumer<Runnable> keep) {
        Seat seat = new Seat();
        keep.accept(seat);
        giveToSomebody();
        seat.awaitTurn();
    }

    /** Returns whether a task is a wake-up, and so to be given back instead of being run. */
    boolean isWake(Runnable task) {
        return task instanceof Seat;
    }

    private void giveToSomebody() {
        Seat next = idle.poll();
        if (next == null) {
            Seat seat = new Seat();
            next = seat;
            EngineThreads.startDaemon(() -> carry(seat), "sampo-simulation");
        }
        next.giveTurn();
    }

    private void carry(Seat seat) {
        while (true) {
            seat.awaitTurn();
            Runnable wake = turns.get();
            idle.push(seat);
            (wake instanceof Seat other ? other : caller).giveTurn();
        }
    }

    /** Where a thread waits for its turn. */
    private static final class Seat implements Runnable {
        private volatile @Nullable Thread waiting;
        private volatile boolean turn;

        /** Never called: the turn is given to the seat's thread instead. */
        @Override
        public void run() {
            throw new IllegalStateException("a wake-up is not a task");
        }

        void giveTurn() {
            turn = true;
            LockSupport.unpark(waiting);
        }

        void awaitTurn() {
            waiting = Thread.currentThread();
            boolean interrupted = false;
            while (!turn) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
            turn = false;
            waiting = null;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
