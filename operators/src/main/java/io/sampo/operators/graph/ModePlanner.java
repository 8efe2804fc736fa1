/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.graph;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValueFactory;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.job.ExecutionMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a job runs in bounded mode, and gives it the settings that belong to that: the
 * rest of the engine sees a job that keeps no checkpoints.
 */
final class ModePlanner {
    private static final Logger LOG = LoggerFactory.getLogger(ModePlanner.class);

    private static final Map<String, String> OF_BATCH =
            Map.of(
                    "checkpoint.dir", "",
                    "checkpoint.interval", "off",
                    "state.backend", "heap");

    private ModePlanner() {}

    /**
     * Returns the settings that the job runs with.
     *
     * @param section the section {@code sampo} with all defaults
     * @throws StreamException with {@code INVALID_PROGRAM} if the mode does not fit the sources
     */
    static Config settle(String jobName, List<Transformation> operators, Config section) {
        ExecutionMode wanted = ExecutionSettings.from(section).mode();
        List<Transformation> unbounded =
                operators.stream().filter(Transformation::isUnbounded).toList();
        ExecutionMode mode = wanted;
        if (wanted == ExecutionMode.AUTOMATIC) {
            mode = unbounded.isEmpty() ? ExecutionMode.BATCH : ExecutionMode.STREAMING;
        }
        Config settled = with(section, "execution.runtime-mode", ExecutionSettings.nameOf(mode));
        if (mode == ExecutionMode.STREAMING) {
            return settled;
        }
        if (!unbounded.isEmpty()) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A job in bounded mode must come to an end, but sources of it have none: job="
                            + jobName
                            + " sources="
                            + unbounded
                            + ". Bound them, or leave sampo.execution.runtime-mode at streaming.");
        }
        return batch(jobName, settled);
    }

    private static Config batch(String jobName, Config section) {
        Optional<String> restored = ExecutionSettings.restoredFrom(section);
        if (restored.isPresent()) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "A job in bounded mode begins without state: job="
                            + jobName
                            + " sampo.checkpoint.restore.from="
                            + restored.get()
                            + ". Leave it out, or leave sampo.execution.runtime-mode at"
                            + " streaming.");
        }
        if (JobSettings.from(section).durableCheckpoints()) {
            LOG.info("No checkpoints are taken in bounded mode: job={}", jobName);
        }
        Config settled = section;
        for (Map.Entry<String, String> entry : OF_BATCH.entrySet()) {
            settled = with(settled, entry.getKey(), entry.getValue());
        }
        return settled;
    }

    private static Config with(Config section, String key, String value) {
        return section.withValue(key, ConfigValueFactory.fromAnyRef(value, "bounded mode"));
    }
}
