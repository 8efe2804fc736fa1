/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

/**
 * Counts what waits for credit on the channels of a subtask: full frames, and channels on which
 * control elements went without; and the records that went. While there is something, the subtask
 * takes no further input. Confined to the sending subtask.
 */
public final class OutputPressure {
    private final CreditWait wait;
    private int waiting;
    private long waits;
    private long recordsSent;

    /** Creates the counter with the way in which a {@code collect} waits. */
    public OutputPressure(CreditWait wait) {
        this.wait = wait;
    }

    /** Returns whether a channel waits for credit. */
    public boolean isBlocked() {
        return waiting > 0;
    }

    /** Returns how often a {@code collect} had to wait. */
    public long waits() {
        return waits;
    }

    /** Returns how many records went into channels; one that went into several counts for each. */
    public long recordsSent() {
        return recordsSent;
    }

    void sent(int records) {
        recordsSent += records;
    }

    void channelStuck() {
        waiting++;
    }

    void channelFreed() {
        waiting--;
    }

    void awaitCredit(OutputChannel channel) {
        waits++;
        wait.await(() -> !channel.callWhenCredit());
    }
}
