/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.backend;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.state.snapshot.KeyedStateHandle;
import java.util.List;

/** Refuses handles that cannot be restored here, before anything is read. */
public final class HandleChecks {
    private HandleChecks() {}

    /**
     * Checks that all handles have the format and the number of key groups that are wanted.
     *
     * @throws StreamException with {@code STATE_INCOMPATIBLE}
     */
    public static void check(
            String format, BackendContext context, List<KeyedStateHandle> handles) {
        for (KeyedStateHandle handle : handles) {
            if (!handle.backend().equals(format)) {
                throw new StreamException(
                        ErrorCode.STATE_INCOMPATIBLE,
                        "The snapshot was written by another state backend: operator="
                                + context.operator()
                                + " stored="
                                + handle.backend()
                                + " wanted="
                                + format
                                + ". Set sampo.state.backend = "
                                + handle.backend()
                                + ", or start the job without its old state.");
            }
            if (handle.maxParallelism() != context.maxParallelism()) {
                throw new StreamException(
                        ErrorCode.STATE_INCOMPATIBLE,
                        "The maximum parallelism must stay as it was when the state was first stored:"
                                + " operator="
                                + context.operator()
                                + " stored="
                                + handle.maxParallelism()
                                + " wanted="
                                + context.maxParallelism()
                                + ". Set it back to "
                                + handle.maxParallelism()
                                + ".");
            }
        }
    }
}
