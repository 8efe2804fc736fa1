/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import java.io.IOException;
import java.util.List;

/** A measuring process has not yielded what it had to; the others may go on. */
final class EngineFailedException extends IOException {
    private static final long serialVersionUID = 1;

    private final int results;
    private final transient List<String> said;

    /**
     * Creates one.
     *
     * @param reason how the process ended
     * @param results how many it had before
     * @param said its last lines
     */
    EngineFailedException(String reason, int results, List<String> said) {
        super(reason);
        this.results = results;
        this.said = said;
    }

    int results() {
        return results;
    }

    List<String> said() {
        return said;
    }
}
