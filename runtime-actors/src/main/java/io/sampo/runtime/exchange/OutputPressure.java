/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

/**
 * Counts the channels of a subtask on which a full frame waits for credit; while there is one, the
 * subtask takes no further input. Confined to the sending subtask.
 */
public final class OutputPressure {
    private final CreditWait wait;
    private int stuckChannels;
    private long waits;

    /** Creates the counter with the way in which a {@code collect} waits. */
    public OutputPressure(CreditWait wait) {
        this.wait = wait;
    }

    /** Returns whether a channel waits for credit. */
    public boolean isBlocked() {
        return stuckChannels > 0;
    }

    /** Returns how often a {@code collect} had to wait. */
    public long waits() {
        return waits;
    }

    void channelStuck() {
        stuckChannels++;
    }

    void channelFreed() {
        stuckChannels--;
    }

    void awaitCredit(OutputChannel channel) {
        waits++;
        wait.await(() -> !channel.callWhenCredit());
    }
}
