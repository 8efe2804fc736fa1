/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which files of a watched directory are new and complete. Remembers the files that are
 * there, so its size is that of the directory. Confined to the enumerator's thread.
 */
final class WatchedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedFiles.class);
    private static final Comparator<InputFile> ORDER =
            Comparator.comparingLong(InputFile::modifiedMillis).thenComparing(InputFile::path);

    private final long periodMillis;
    private final Map<String, InputFile> taken = new HashMap<>();
    private final Map<String, InputFile> growing = new HashMap<>();
    private final Set<String> reported = new HashSet<>();

    WatchedFiles(Duration period, List<InputFile> takenBefore) {
        periodMillis = period.toMillis();
        takenBefore.forEach(file -> taken.put(file.path(), file));
    }

    /** Returns the files that count from now on, oldest first. */
    List<InputFile> take(List<InputFile> listing, long nowMillis) {
        Set<String> present = new HashSet<>();
        List<InputFile> complete = new ArrayList<>();
        for (InputFile file : listing) {
            present.add(file.path());
            InputFile before = taken.get(file.path());
            if (before != null) {
                reportChange(before, file);
            } else if (isComplete(file, nowMillis)) {
                growing.remove(file.path());
                complete.add(file);
            } else {
                growing.put(file.path(), file);
            }
        }
        taken.keySet().retainAll(present);
        growing.keySet().retainAll(present);
        reported.retainAll(present);
        complete.forEach(file -> taken.put(file.path(), file));
        complete.sort(ORDER);
        return complete;
    }

    private boolean isComplete(InputFile file, long nowMillis) {
        return file.equals(growing.get(file.path()))
                || file.modifiedMillis() < nowMillis - periodMillis;
    }

    private void reportChange(InputFile before, InputFile now) {
        if (!before.equals(now) && reported.add(now.path())) {
            LOG.warn(
                    "A file has changed after it was taken, and the change is not read: path={}"
                            + " lengthBefore={} lengthNow={}. Write new data under a new name.",
                    now.path(),
                    before.length(),
                    now.length());
        }
    }

    /** Returns what has been taken and is still there, for the checkpoint. */
    List<InputFile> taken() {
        List<InputFile> files = new ArrayList<>(taken.values());
        files.sort(ORDER);
        return files;
    }
}
