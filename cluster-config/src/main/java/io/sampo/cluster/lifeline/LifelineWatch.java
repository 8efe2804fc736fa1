/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.lifeline;

/**
 * Decides whether the process of a member is dead, from what its lifeline port does. Only two
 * things prove it, both after the process itself has been met there: that the connection was lost
 * and new ones are refused, twice in a row; or that another process answers at the port. Whatever
 * else may happen (no answer, no route, no such name) may be a cut, which the split brain resolver
 * judges. Confined to one thread.
 *
 * <pre>
 *             greeted              lost                refused twice
 *   SEEKING ──────────▶ CONNECTED ──────▶ DISCONNECTED ──────────────▶ dead
 *                           ▲                  │        other process
 *                           └──────────────────┘
 *                                greeted
 * </pre>
 */
final class LifelineWatch {
    /** One refusal may be that of a process that starts anew at the port and is not ready. */
    private static final int PROOF = 2;

    private static final long AT_ONCE = 0;
    private static final long BETWEEN_REFUSALS_MILLIS = 20;
    private static final long AFTER_A_TROUBLE_MILLIS = 250;

    private enum State {
        SEEKING,
        CONNECTED,
        DISCONNECTED
    }

    private final long uid;
    private State state = State.SEEKING;
    private int refusals;

    /** What is to be done next. */
    enum Action {
        /** Read on until the connection is lost. */
        STAY,
        /** Connect after a time. */
        CONNECT,
        /** The process is dead: say so, and stop. */
        DEAD
    }

    /**
     * What is to be done next.
     *
     * @param action what
     * @param afterMillis when
     */
    record Next(Action action, long afterMillis) {
        private static final Next STAY = new Next(Action.STAY, AT_ONCE);
        private static final Next DEAD = new Next(Action.DEAD, AT_ONCE);

        private static Next connect(long afterMillis) {
            return new Next(Action.CONNECT, afterMillis);
        }
    }

    /**
     * Creates a watch over a process that has not been met yet.
     *
     * @param uid of the process
     */
    LifelineWatch(long uid) {
        this.uid = uid;
    }

    /** A process has answered and said who it is. */
    Next greeted(long who) {
        refusals = 0;
        if (who == uid) {
            state = State.CONNECTED;
            return Next.STAY;
        }
        // A stranger where the process was never met says that the port leads elsewhere.
        return state == State.SEEKING ? Next.connect(AFTER_A_TROUBLE_MILLIS) : Next.DEAD;
    }

    /** The connection to the process was ended or reset by the other side. */
    Next lost() {
        refusals = 0;
        if (state == State.SEEKING) {
            return Next.connect(AFTER_A_TROUBLE_MILLIS);
        }
        state = State.DISCONNECTED;
        return Next.connect(AT_ONCE);
    }

    /** A connection was refused: nobody listens at the port. */
    Next refused() {
        if (state == State.SEEKING) {
            return Next.connect(AFTER_A_TROUBLE_MILLIS);
        }
        refusals++;
        return refusals >= PROOF ? Next.DEAD : Next.connect(BETWEEN_REFUSALS_MILLIS);
    }

    /** Anything else: no answer in time, no route, no such name, an answer that is no greeting. */
    Next unclear() {
        refusals = 0;
        return Next.connect(AFTER_A_TROUBLE_MILLIS);
    }
}
