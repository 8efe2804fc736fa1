/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.graph.CachedFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files that a program has registered for its next job. */
final class RegisteredFiles {
    private final Map<String, CachedFile> files = new LinkedHashMap<>();

    void add(Path path, String name, boolean executable) {
        if (name.isBlank()) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "The name of a cached file must not be blank: name='"
                            + name
                            + "' path="
                            + path
                            + ". Functions ask for the file by it.");
        }
        CachedFile before =
                files.putIfAbsent(name, new CachedFile(name, path.toAbsolutePath(), executable));
        if (before != null) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "Two cached files have one name: name='"
                            + name
                            + "' path="
                            + path
                            + " other="
                            + before.path()
                            + ". Give each file a name of its own.");
        }
    }

    List<CachedFile> all() {
        return List.copyOf(files.values());
    }

    void clear() {
        files.clear();
    }
}
