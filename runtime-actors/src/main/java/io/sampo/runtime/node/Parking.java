/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.node;

import java.util.concurrent.locks.LockSupport;

/**
 * How a thread stands still in the middle of a user's function. A seam: a simulator gives another
 * of its threads the turn meanwhile.
 */
public interface Parking {
    /** Threads as the virtual machine parks them. */
    Parking JVM =
            new Parking() {
                @Override
                public void park(Object why) {
                    LockSupport.park(why);
                }

                @Override
                public void unpark(Thread thread) {
                    LockSupport.unpark(thread);
                }
            };

    /**
     * Lets the current thread stand still until {@link #unpark} is called for it, or was since it
     * last stood still. May return without a reason, too; an interrupted thread may not stand still
     * at all.
     *
     * @param why seen in thread dumps
     */
    void park(Object why);

    /** Lets a thread go on, or not stand still the next time. Called from any thread. */
    void unpark(Thread thread);
}
