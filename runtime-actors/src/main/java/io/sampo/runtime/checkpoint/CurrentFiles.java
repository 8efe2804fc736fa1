/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.checkpoint;

import io.sampo.state.snapshot.SnapshotFiles;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Reads from whatever checkpoint the present attempt is restored from. */
record CurrentFiles(JobCheckpoints checkpoints) implements SnapshotFiles {
    @Override
    public InputStream open(StateFile file) throws IOException {
        return checkpoints.currentFiles().open(file);
    }

    @Override
    public void fetch(StateFile file, Path target) throws IOException {
        checkpoints.currentFiles().fetch(file, target);
    }
}
