/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.restore;

import io.sampo.checkpointing.storage.CompletedCheckpoint;
import java.util.List;

/**
 * A checkpoint that cannot be restored.
 *
 * @param checkpoint which
 * @param findings what is wrong with it, naming the files
 */
public record DamagedCheckpoint(CompletedCheckpoint checkpoint, List<String> findings) {
    @Override
    public String toString() {
        return checkpoint.ref() + ": " + String.join("; ", findings);
    }
}
