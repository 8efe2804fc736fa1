/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

/**
 * Channels to other nodes. Thread-safe.
 *
 * <p>A channel has two ends, each opened on its node, in any order: what is sent before the
 * receiver has opened its end waits at the sender. Neither call waits for the other node. When the
 * connection to the other node is lost, or cannot be made, all ends that go over it break, and
 * nothing mends them: the next attempt has channels of its own.
 */
public interface Transport extends AutoCloseable {
    /** Returns where other nodes reach this one. */
    NodeAddress address();

    /**
     * Opens the sending end of a channel. There is no credit before the receiver has opened its
     * end; control elements need none.
     *
     * @throws io.sampo.core.error.StreamException with {@code RESOURCE_EXHAUSTED} if the memory for
     *     channels is used up
     */
    OutputChannel openSender(NodeAddress to, ChannelId channel, ChannelEnd end);

    /**
     * Opens the receiving end of a channel.
     *
     * @param credits how many frames of records may be under way
     * @throws io.sampo.core.error.StreamException as {@link #openSender}
     */
    InputChannel openReceiver(NodeAddress from, ChannelId channel, int credits, ChannelEnd end);

    /**
     * Forgets all channels of an attempt of a job, and of those before it. To be called when its
     * subtasks here are no more, or will not be: what they still send goes nowhere, and nobody is
     * told that a channel broke. Frames that still come are dropped and counted; so are ends that
     * the other node opens, and one that is opened here breaks at once.
     */
    void closeAttempt(String jobId, int attempt);

    /** Breaks all channels and stops. Waits until the threads of the network have ended. */
    @Override
    void close();
}
