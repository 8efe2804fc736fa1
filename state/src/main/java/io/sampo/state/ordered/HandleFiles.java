/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.ordered;

import io.sampo.state.snapshot.StateFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the files of a handle. */
public final class HandleFiles {
    private final Map<String, StateFile> files = new LinkedHashMap<>();
    private final List<String> shared = new ArrayList<>();

    /** Creates a list without files. */
    public HandleFiles() {}

    /** Notes a file that belongs to this checkpoint alone. */
    public void addPrivate(String role, StateFile file) {
        files.put(role, file);
    }

    /** Notes a file that other checkpoints may refer to as well. */
    public void addShared(String role, StateFile file) {
        files.put(role, file);
        shared.add(role);
    }

    /** Returns the files by role. */
    public Map<String, StateFile> files() {
        return Map.copyOf(files);
    }

    /** Returns the roles of the shared files. */
    public List<String> sharedRoles() {
        return List.copyOf(shared);
    }
}
