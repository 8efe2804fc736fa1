/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.local;

import io.sampo.core.id.SubtaskId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides which copies are still of use: those of the checkpoint that each subtask would be
 * restored from, the last that it knows to be complete, and those of later ones. No I/O; used under
 * a lock.
 */
final class CopyRegister {
    /** What was there before the attempt's first checkpoint. */
    private static final long RESTORED = 0;

    private final Map<SubtaskId, Copies> bySubtask = new HashMap<>();

    /** Of one subtask, by checkpoint: what was copied for it, and all that it consists of. */
    private record Copies(
            NavigableMap<Long, Set<String>> made, NavigableMap<Long, Set<String>> parts) {}

    private Copies of(SubtaskId subtask) {
        return bySubtask.computeIfAbsent(
                subtask, unknown -> new Copies(new TreeMap<>(), new TreeMap<>()));
    }

    void restored(SubtaskId subtask, Collection<String> paths) {
        of(subtask).made.computeIfAbsent(RESTORED, none -> new HashSet<>()).addAll(paths);
    }

    /** A savepoint never begins here: what completes with it says nothing of the copies. */
    void begun(SubtaskId subtask, long checkpointId) {
        of(subtask).made.computeIfAbsent(checkpointId, none -> new HashSet<>());
    }

    void made(SubtaskId subtask, long checkpointId, String path) {
        of(subtask).made.computeIfAbsent(checkpointId, none -> new HashSet<>()).add(path);
    }

    void stored(SubtaskId subtask, long checkpointId, Collection<String> paths) {
        Copies copies = of(subtask);
        if (copies.made.containsKey(checkpointId)) {
            copies.parts.put(checkpointId, Set.copyOf(paths));
        }
    }

    /** Returns the copies that are of no use any more. */
    List<String> completed(SubtaskId subtask, long checkpointId) {
        Copies copies = of(subtask);
        Set<String> needed = copies.parts.get(checkpointId);
        if (needed == null) {
            return List.of();
        }
        Set<String> kept = new HashSet<>();
        Set<String> useless = new HashSet<>();
        NavigableMap<Long, Set<String>> until = copies.made.headMap(checkpointId, true);
        for (Set<String> paths : until.values()) {
            for (String path : paths) {
                (needed.contains(path) ? kept : useless).add(path);
            }
        }
        until.clear();
        copies.parts.headMap(checkpointId, true).clear();
        copies.made.put(checkpointId, kept);
        return sorted(useless);
    }

    /** Returns the copies that were made for nothing. */
    List<String> aborted(SubtaskId subtask, long checkpointId) {
        Copies copies = of(subtask);
        copies.parts.remove(checkpointId);
        Set<String> made = copies.made.remove(checkpointId);
        return made == null ? List.of() : sorted(made);
    }

    private static List<String> sorted(Set<String> paths) {
        return paths.stream().sorted().toList();
    }
}
