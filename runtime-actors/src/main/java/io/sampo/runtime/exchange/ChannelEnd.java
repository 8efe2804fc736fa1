/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import io.sampo.core.error.StreamException;
import io.sampo.core.type.ValueSerializer;
import java.util.function.Consumer;

/**
 * What one end of a channel between nodes has from its subtask.
 *
 * @param name for errors: from whom to whom
 * @param serializer of the subtask, for the wire; used on the subtask's thread only, inside {@link
 *     OutputChannel#send} or {@link InputChannel#poll}
 * @param doorbell of the subtask: rung when there is credit again, or a frame
 * @param onBroken told at most once that the channel is of no use any more, with {@code
 *     CHANNEL_BROKEN}; called on a thread of the network, so it must be short and must not block.
 *     Not called once the channel's attempt has been closed here
 */
public record ChannelEnd(
        String name,
        ValueSerializer<Object> serializer,
        Doorbell doorbell,
        Consumer<StreamException> onBroken) {}
