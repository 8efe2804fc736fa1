/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import java.util.Map;

/**
 * What a node's data port has done so far.
 *
 * @param connections to other nodes, now
 * @param memoryReserved bytes that open channels may use, now
 * @param framesOut sent
 * @param bytesOut of frames sent
 * @param framesIn received
 * @param bytesIn of frames received
 * @param refused what was refused, by reason; a reason that never occurred has 0
 */
public record NetworkMetrics(
        int connections,
        long memoryReserved,
        long framesOut,
        long bytesOut,
        long framesIn,
        long bytesIn,
        Map<Refusal, Long> refused) {}
