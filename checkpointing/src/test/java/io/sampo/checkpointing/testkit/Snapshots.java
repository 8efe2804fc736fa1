/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.testkit;

import io.sampo.state.keygroup.KeyGroupRange;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.OperatorSnapshot;
import io.sampo.state.snapshot.OperatorStateHandle;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import io.sampo.state.snapshot.OperatorStateHandle.Listing;
import io.sampo.state.snapshot.SnapshotOutput;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes snapshots. */
public final class Snapshots {
    private Snapshots() {}

    /** Stores {@code content} as a private file. */
    public static StateFile store(SnapshotStore store, String role, String content) {
        try (SnapshotOutput out = store.create(role)) {
            out.write(bytes(content));
            return out.finish();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Keyed state in the given files; those in the shared directory are shared. */
    public static OperatorSnapshot keyed(
            KeyGroupRange range, int max, Map<String, StateFile> files) {
        List<String> shared = new ArrayList<>();
        files.forEach(
                (role, file) -> {
                    if (file.path().startsWith("shared/")) {
                        shared.add(role);
                    }
                });
        shared.sort(null);
        KeyedStateHandle handle = new KeyedStateHandle("heap", range, max, files, shared);
        return new OperatorSnapshot(List.of(handle), OperatorStateHandle.EMPTY);
    }

    /** Operator state of one list. */
    public static OperatorStateHandle list(String name, Distribution how, String... elements) {
        return new OperatorStateHandle(Map.of(name, listing(how, elements)));
    }

    /** One list. */
    public static Listing listing(Distribution how, String... elements) {
        List<byte[]> encoded = new ArrayList<>();
        for (String element : elements) {
            encoded.add(bytes(element));
        }
        return new Listing(how, encoded);
    }

    /** The elements of a list as text. */
    public static List<String> texts(Listing list) {
        return list.elements().stream().map(e -> new String(e, StandardCharsets.UTF_8)).toList();
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
