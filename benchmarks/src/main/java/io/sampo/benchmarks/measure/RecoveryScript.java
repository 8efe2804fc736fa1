/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import io.sampo.benchmarks.workload.KeyState;
import io.sampo.benchmarks.workload.StateOp;
import io.sampo.benchmarks.workload.StateOps;
import io.sampo.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * W6: all keys get state, and the source pauses; whole checkpoints are taken; then 20,000 updates a
 * second come, an ordinary checkpoint is taken, and one second later a map before the exchange
 * fails once.
 *
 * <p>One for the process, because source, map and operator are copied on their way into the engine.
 * They call it from their own threads, the rest is done by the thread that {@linkplain #play plays}
 * it.
 */
public final class RecoveryScript {
    private static final long STEP_NANOS = 50_000;
    private static final long PAUSE_NANOS = 10_000_000;
    private static final int FULL_CHECKPOINTS = 3;
    private static final long MILLIS_OF_UPDATES = 2_000;
    private static final long MILLIS_TO_FAILURE = 1_000;
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final double NANOS_PER_MILLI = 1e6;

    private static LongAdder processed = new LongAdder();
    private static volatile long keys;
    private static volatile long releasedNanos;
    private static volatile boolean failing;
    private static volatile long failedNanos;
    private static volatile long recoveredNanos;

    private RecoveryScript() {}

    /** Checkpoints of a running job. */
    public interface Checkpoints {
        /** Waits until a moment at which no other checkpoint would be in the way of a whole one. */
        void awaitQuiet() throws Exception;

        /** Takes a whole checkpoint, and returns when it is complete. */
        void full() throws Exception;

        /** Returns when an ordinary checkpoint is complete that has begun after the call. */
        void ordinary() throws Exception;

        /** Returns the size of the last whole checkpoint. */
        double fullMib() throws Exception;
    }

    /**
     * The events, which wait where the script says so.
     *
     * @param ops what they do
     */
    private record ScriptedOps(StateOps ops) implements Events<StateOp> {
        @Override
        public StateOp event(long index) {
            return ops.op(index);
        }

        @Override
        public long notDueFor(long index) {
            return RecoveryScript.notDueFor(index);
        }
    }

    /**
     * Makes it ready for a job that is started after this, and returns the events of its source.
     */
    public static Events<StateOp> begin(Workload workload, long seed) {
        processed = new LongAdder();
        keys = workload.keys();
        releasedNanos = 0;
        failing = false;
        failedNanos = 0;
        recoveredNanos = 0;
        return new ScriptedOps(StateOps.of(workload, seed));
    }

    private static long notDueFor(long index) {
        if (index < keys) {
            return 0;
        }
        long released = releasedNanos;
        return released == 0
                ? PAUSE_NANOS
                : released + (index - keys) * STEP_NANOS - System.nanoTime();
    }

    /** The map before the exchange: fails once, when it is time. */
    public static StateOp failOnce(StateOp op) {
        if (failing) {
            synchronized (RecoveryScript.class) {
                if (failing) {
                    failing = false;
                    failedNanos = System.nanoTime();
                    throw new IllegalStateException("Fails on purpose, as the workload wants it");
                }
            }
        }
        return op;
    }

    /** Tells whether an operator that opens now is one that has been restored. */
    public static boolean hasFailed() {
        return failedNanos != 0;
    }

    /**
     * Called by the operator for each event, before anything else.
     *
     * @param restored whether the operator is one that has been restored
     */
    public static void processing(boolean restored) {
        processed.increment();
        if (restored && recoveredNanos == 0) {
            recoveredNanos = System.nanoTime();
        }
    }

    /**
     * Returns the state after an operation. The note of each key is its own, and does not compress.
     */
    public static KeyState next(@Nullable KeyState before, StateOp op) {
        return before == null ? KeyState.first(op, KeyState.randomNote(op.key())) : before.plus(op);
    }

    /** Plays it on a job that has been started, and returns what was seen. */
    public static Recovery play(Checkpoints checkpoints) throws Exception {
        await("all keys to have state", () -> processed.sum() >= keys);
        List<Double> full = new ArrayList<>();
        for (int i = 0; i < FULL_CHECKPOINTS; i++) {
            checkpoints.awaitQuiet();
            long start = System.nanoTime();
            checkpoints.full();
            full.add((System.nanoTime() - start) / NANOS_PER_MILLI);
        }
        double mib = checkpoints.fullMib();
        releasedNanos = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(MILLIS_OF_UPDATES);
        checkpoints.ordinary();
        TimeUnit.MILLISECONDS.sleep(MILLIS_TO_FAILURE);
        failing = true;
        await("the job to recover", () -> recoveredNanos != 0);
        return new Recovery(full, mib, (recoveredNanos - failedNanos) / NANOS_PER_MILLI);
    }

    private static void await(String what, BooleanSupplier reached) throws Exception {
        long limit = System.nanoTime() + LIMIT_NANOS;
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > limit) {
                throw new TimeoutException(
                        "Waited in vain for " + what + ": processed=" + processed.sum());
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
