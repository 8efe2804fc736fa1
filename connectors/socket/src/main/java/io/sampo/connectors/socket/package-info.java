/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * Lines of text from a TCP socket, for demonstrations. {@link
 * io.sampo.connectors.socket.SocketTextReader} makes records on the subtask's thread, {@link
 * io.sampo.connectors.socket.SocketFeed} connects and reads on the I/O executor. Start with {@link
 * io.sampo.connectors.socket.SocketTextSource}.
 */
@NullMarked
package io.sampo.connectors.socket;

import org.jspecify.annotations.NullMarked;
