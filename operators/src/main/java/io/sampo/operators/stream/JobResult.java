/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import java.time.Duration;
import java.util.Map;

/**
 * What remains of a finished job.
 *
 * @param jobName the job's name
 * @param runTime from start to end, restarts included
 * @param attempts how often it was started
 * @param counters the sums of all counters over all subtasks, by {@code operator/counter}
 */
public record JobResult(
        String jobName, Duration runTime, int attempts, Map<String, Long> counters) {}
