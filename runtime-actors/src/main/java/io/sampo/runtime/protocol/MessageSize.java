/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.protocol;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * How large a message between nodes may be. A larger one would be dropped by the actor system with
 * no more than a line in the log, and whoever waits for it would take it for lost.
 */
public final class MessageSize {
    /** A quarter of a frame ({@code maximum-frame-size}) is left for what is around a message. */
    public static final int MOST_BYTES = 3 << 20;

    private MessageSize() {}

    /**
     * Checks that a message can be sent. For that it is encoded, and once more when it is sent,
     * where nobody could be told any more: for messages that are few, such as one for each subtask
     * and checkpoint.
     *
     * @param what it holds that may be large, and how to make that smaller; for people
     * @throws StreamException with {@code RESOURCE_EXHAUSTED} if it is too large
     */
    public static void check(ActorSystem<?> system, WireMessage message, String what) {
        int bytes = new MessageCodec(ActorRefResolver.get(system)).length(message);
        if (bytes > MOST_BYTES) {
            throw new StreamException(
                    ErrorCode.RESOURCE_EXHAUSTED,
                    "Too large for a message between nodes: bytes="
                            + bytes
                            + " most="
                            + MOST_BYTES
                            + " what="
                            + what);
        }
    }
}
