/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.measure;

import java.util.List;

/**
 * What was seen of checkpoints and of a restart.
 *
 * @param fullMillis how long each whole checkpoint took, from asking for it to its completion
 * @param fullMib the size of the last of them
 * @param recoveryMillis from the failure to the first record that the restored operator was given
 */
public record Recovery(List<Double> fullMillis, double fullMib, double recoveryMillis) {
    /** Copies the list. */
    public Recovery {
        fullMillis = List.copyOf(fullMillis);
    }
}
