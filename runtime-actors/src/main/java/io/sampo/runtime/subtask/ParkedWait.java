/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.subtask;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.runtime.exchange.CreditWait;
import io.sampo.runtime.node.Parking;
import io.sampo.runtime.node.SubtaskPool;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Parks the subtask's thread until the doorbell rings, with another thread of the pool in its place
 * meanwhile. Cancelling ends the wait with an exception that passes through the user's function.
 */
final class ParkedWait implements CreditWait {
    private final Parking parking;
    private volatile @Nullable Thread waiting;
    private volatile boolean cancelled;

    ParkedWait(Parking parking) {
        this.parking = parking;
    }

    @Override
    public void await(BooleanSupplier ready) {
        if (ready.getAsBoolean()) {
            return;
        }
        try {
            SubtaskPool.blocking(
                    () -> {
                        park(ready);
                        return Boolean.TRUE;
                    });
        } catch (StreamException e) {
            throw e;
        } catch (Exception e) {
            throw new StreamException(ErrorCode.INTERNAL, "Waiting for credit failed", e);
        }
    }

    private void park(BooleanSupplier ready) {
        Thread current = Thread.currentThread();
        boolean interrupted = false;
        waiting = current;
        try {
            while (!ready.getAsBoolean()) {
                if (cancelled) {
                    throw new StreamException(
                            ErrorCode.CANCELLED, "Cancelled while waiting for a slower receiver");
                }
                parking.park(this);
                // A thread with the flag set does not park: it would burn a core until there is
                // credit.
                interrupted |= Thread.interrupted();
            }
        } finally {
            waiting = null;
            if (interrupted) {
                current.interrupt();
            }
        }
    }

    @Override
    public void signal() {
        Thread thread = waiting;
        if (thread != null) {
            parking.unpark(thread);
        }
    }

    /** Ends the wait, now and for ever. Called from any thread. */
    void cancel() {
        cancelled = true;
        signal();
    }
}
