/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.socket;

import org.jspecify.annotations.Nullable;

/** What the I/O side hands to the subtask's thread. Never compared; arrays are handed over. */
@SuppressWarnings("ArrayRecordComponent")
sealed interface SocketEvent {
    /** There is a connection now. */
    record Connected() implements SocketEvent {}

    /** Bytes have come. */
    record Bytes(byte[] content, int length) implements SocketEvent {}

    /**
     * There is no connection, or no longer.
     *
     * @param cause null if the server has closed it in good order
     */
    record Disconnected(@Nullable Exception cause) implements SocketEvent {}
}
