/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.node;

import com.typesafe.config.Config;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.AbstractScheduler;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.event.LoggingAdapter;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/** The actors' timers on virtual time; named in {@code reference.conf}. */
public final class StageTimers extends AbstractScheduler {
    private static final double TICKS_PER_SECOND = 1e9;

    private final Stage stage;

    /** Called by the actor system with all of its settings. */
    public StageTimers(Config config, LoggingAdapter log, ThreadFactory threads) {
        stage = Stage.of(config);
    }

    @Override
    @SuppressWarnings("deprecation") // the other ways of scheduling end in this one
    public Cancellable schedule(
            FiniteDuration first, FiniteDuration interval, Runnable task, ExecutionContext on) {
        Wake wake = new Wake();
        again(wake, first, interval, task, on);
        return wake;
    }

    private void again(
            Wake wake,
            FiniteDuration delay,
            FiniteDuration interval,
            Runnable task,
            ExecutionContext on) {
        wake.set(
                stage.after(
                        delay.toNanos(),
                        () -> {
                            if (!wake.isCancelled()) {
                                on.execute(task);
                                again(wake, interval, interval, task, on);
                            }
                        }));
    }

    @Override
    public Cancellable scheduleOnce(FiniteDuration delay, Runnable task, ExecutionContext on) {
        Wake wake = new Wake();
        wake.set(
                stage.after(
                        delay.toNanos(),
                        () -> {
                            if (wake.cancel()) {
                                on.execute(task);
                            }
                        }));
        return wake;
    }

    @Override
    public double maxFrequency() {
        return TICKS_PER_SECOND;
    }

    /** A timer that can be cancelled once. */
    private static final class Wake implements Cancellable {
        private final AtomicBoolean cancelled = new AtomicBoolean();

        /** Set by the simulation's thread and read by it. */
        private Runnable remove = () -> {};

        void set(Runnable newRemove) {
            remove = newRemove;
        }

        @Override
        public boolean cancel() {
            remove.run();
            return cancelled.compareAndSet(false, true);
        }

        @Override
        public boolean isCancelled() {
            return cancelled.get();
        }
    }
}
