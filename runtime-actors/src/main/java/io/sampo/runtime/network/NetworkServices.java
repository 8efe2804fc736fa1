/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import io.netty.buffer.ByteBufAllocator;

/**
 * What all connections and channels of a node share.
 *
 * @param settings of the node
 * @param allocator of buffers
 * @param counters of what happens
 * @param refusals where refusals are noted
 */
record NetworkServices(
        NetworkSettings settings,
        ByteBufAllocator allocator,
        NetworkCounters counters,
        RefusalLog refusals) {}
