/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.core.id.SubtaskId;
import io.sampo.runtime.exchange.ChannelEnd;
import io.sampo.runtime.exchange.ChannelId;
import io.sampo.runtime.exchange.InputChannel;
import io.sampo.runtime.exchange.OutputChannel;
import io.sampo.runtime.exchange.Transport;

/** The subtasks of an attempt that run elsewhere, and the channels to them. */
public interface Neighbours {
    /** Nothing runs elsewhere. */
    Neighbours NONE =
            new Neighbours() {
                @Override
                public boolean isHere(SubtaskId subtask) {
                    return true;
                }

                @Override
                public OutputChannel sender(SubtaskId to, int number, ChannelEnd end) {
                    throw new IllegalStateException("All subtasks are here: subtask=" + to);
                }

                @Override
                public InputChannel receiver(SubtaskId from, int number, ChannelEnd end) {
                    throw new IllegalStateException("All subtasks are here: subtask=" + from);
                }

                @Override
                public void close() {}
            };

    /** Returns whether this node runs a subtask. */
    boolean isHere(SubtaskId subtask);

    /**
     * Opens the sending end of a channel to another node.
     *
     * @param number of the channel in the attempt, the same on both nodes
     */
    OutputChannel sender(SubtaskId to, int number, ChannelEnd end);

    /** Opens the receiving end of a channel from another node; as {@link #sender}. */
    InputChannel receiver(SubtaskId from, int number, ChannelEnd end);

    /** Forgets the channels of the attempt: its subtasks here are no more. */
    void close();

    /**
     * Returns the neighbours that a placement gives.
     *
     * @param credits frames under way on a channel between nodes
     */
    static Neighbours over(
            Transport transport, String jobId, int attempt, Placement placement, int credits) {
        return new Neighbours() {
            @Override
            public boolean isHere(SubtaskId subtask) {
                return placement.of(subtask).equals(transport.address());
            }

            @Override
            public OutputChannel sender(SubtaskId to, int number, ChannelEnd end) {
                return transport.openSender(placement.of(to), id(number), end);
            }

            @Override
            public InputChannel receiver(SubtaskId from, int number, ChannelEnd end) {
                return transport.openReceiver(placement.of(from), id(number), credits, end);
            }

            private ChannelId id(int number) {
                return new ChannelId(jobId, attempt, number);
            }

            @Override
            public void close() {
                transport.closeAttempt(jobId, attempt);
            }
        };
    }
}
