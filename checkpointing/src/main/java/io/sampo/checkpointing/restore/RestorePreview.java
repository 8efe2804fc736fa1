/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.restore;

import java.util.List;

/**
 * What a restore would do, and why it would be refused.
 *
 * @param mappings one for each operator of job and checkpoint
 * @param problems each with its way out; none if the job can start
 */
public record RestorePreview(List<RestorePlan.Mapping> mappings, List<String> problems) {
    /** Copies the lists. */
    public RestorePreview {
        mappings = List.copyOf(mappings);
        problems = List.copyOf(problems);
    }
}
