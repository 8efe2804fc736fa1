/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

/** The sending end of a channel. Confined to the sending subtask. */
public interface OutputChannel {
    /** Returns how large the frames are to be. */
    FrameLimit frameLimit();

    /** Returns whether a frame may be sent. */
    boolean hasCredit();

    /**
     * Sends a frame; never waits. A frame that carries a control element may go without credit:
     * control elements are put into all channels in one step, and each channel drains alone. The
     * sender then takes no further input until there is credit again.
     */
    void send(Frame frame);

    /**
     * Asks for the doorbell to be rung when there is credit again. The ring may come while the
     * sender is awake and be lost on it; so to be asked once more after going to sleep.
     *
     * @return false if there already is
     */
    boolean callWhenCredit();
}
