/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.exchange;

import org.jspecify.annotations.Nullable;

/** The receiving end of a channel. Confined to the receiving subtask. */
public interface InputChannel {
    /** Returns whether {@link #poll} would return a frame. */
    boolean hasFrame();

    /**
     * Takes the next frame, or returns null. Its credit goes back to the sender at once.
     *
     * @throws io.sampo.core.error.StreamException with {@code CHANNEL_BROKEN} if a frame was lost
     */
    @Nullable Frame poll();
}
