/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.master;

import io.sampo.checkpointing.coordinator.CheckpointStatistics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One readable line for each checkpoint. */
final class CheckpointLog {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointLog.class);
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private CheckpointLog() {}

    static void report(String job, CheckpointStatistics statistics) {
        if (statistics.failure().isPresent()) {
            LOG.warn(
                    "Checkpoint failed: job={} checkpoint={} kind={} after={}ms reason={}",
                    job,
                    statistics.checkpointId(),
                    statistics.kind(),
                    statistics.durationNanos() / NANOS_PER_MILLI,
                    statistics.failure().get());
            return;
        }
        LOG.info(
                "Checkpoint complete: job={} checkpoint={} kind={} took={}ms alignment={}ms"
                        + " bytes={} newBytes={}",
                job,
                statistics.checkpointId(),
                statistics.kind(),
                statistics.durationNanos() / NANOS_PER_MILLI,
                statistics.maxAlignmentNanos() / NANOS_PER_MILLI,
                statistics.stateBytes(),
                statistics.newBytes());
    }
}
