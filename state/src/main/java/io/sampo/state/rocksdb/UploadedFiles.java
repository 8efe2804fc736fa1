/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import io.sampo.state.snapshot.StateFile;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a store are in durable storage, by their local names. Only what belongs to a
 * completed checkpoint is relied on: the files of another may be deleted any time. Thread-safe.
 */
final class UploadedFiles {
    private final ConcurrentSkipListMap<Long, Map<String, StateFile>> open =
            new ConcurrentSkipListMap<>();
    private volatile Map<String, StateFile> completed;

    /** Creates a record that begins with the files of a restored checkpoint. */
    UploadedFiles(Map<String, StateFile> restored) {
        completed = Map.copyOf(restored);
    }

    /** Returns the files that a new checkpoint may refer to. */
    Map<String, StateFile> completed() {
        return completed;
    }

    /** A checkpoint has these files now; whether it completes is not known yet. */
    void uploaded(long checkpointId, Map<String, StateFile> files) {
        open.put(checkpointId, Map.copyOf(files));
    }

    void checkpointCompleted(long checkpointId) {
        Map<String, StateFile> files = open.get(checkpointId);
        if (files != null) {
            completed = files;
            open.headMap(checkpointId, true).clear();
        }
    }

    void checkpointAborted(long checkpointId) {
        open.remove(checkpointId);
    }

    /** Returns the file if a new checkpoint may refer to it. */
    @Nullable StateFile find(String localName) {
        return completed.get(localName);
    }
}
