/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
/**
 * The data plane between nodes: one TCP connection for each pair of them, with the channels of all
 * jobs on it, and the only place that knows Netty. What a channel means is the matter of {@code
 * io.sampo.runtime.exchange}. Everything about a connection happens on its event loop; everything
 * about all of them, on the first loop ({@code Links}); subtasks meet them in {@code RemoteSender}
 * and {@code RemoteReceiver} only. Start with {@link io.sampo.runtime.network.NettyTransport}.
 */
@NullMarked
package io.sampo.runtime.network;

import org.jspecify.annotations.NullMarked;
