/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what another thread does within microseconds; gives up after ten seconds. */
public final class Soon {
    private Soon() {}

    /** Returns once the condition holds. */
    public static void until(Callable<Boolean> condition) {
        until("", condition);
    }

    /** As {@link #until(Callable)}, with what to say if it never does. */
    public static void until(String what, Callable<Boolean> condition) {
        await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofNanos(200_000))
                .until(condition);
    }
}
