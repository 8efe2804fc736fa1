/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.ordered;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.state.snapshot.KeyedStateContent;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.SnapshotFiles;
import io.sampo.state.snapshot.StateFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** The file of a snapshot that says which tables there are. */
public final class CatalogFile {
    private CatalogFile() {}

    /**
     * Reads the catalog of a handle.
     *
     * @param operator named in errors
     * @throws StreamException with {@code CHECKPOINT_DAMAGED}, {@code EXTERNAL_IO} or {@code
     *     STATE_INCOMPATIBLE}
     */
    public static TableCatalog read(String operator, KeyedStateHandle handle, SnapshotFiles files) {
        StateFile file = handle.files().get(TableCatalog.ROLE);
        if (file == null) {
            throw new StreamException(
                    ErrorCode.CHECKPOINT_DAMAGED,
                    "A checkpoint lacks a file: role="
                            + TableCatalog.ROLE
                            + " operator="
                            + operator
                            + ". Restore another checkpoint.");
        }
        try (InputStream source = files.open(file)) {
            return TableCatalog.of(source.readAllBytes());
        } catch (IOException failure) {
            throw unreadable(operator, file, failure);
        }
    }

    /** Returns what a file of a checkpoint that cannot be fetched is answered with. */
    public static StreamException unreadable(String operator, StateFile file, IOException failure) {
        return new StreamException(
                ErrorCode.EXTERNAL_IO,
                "A file of a checkpoint cannot be fetched: operator="
                        + operator
                        + " file="
                        + file.path()
                        + ". Look at the storage of the checkpoints and at the work directory.",
                failure);
    }

    /** Returns what the catalog of a handle says; it does not know numbers of rows. */
    public static KeyedStateContent contentOf(
            String operator, KeyedStateHandle handle, SnapshotFiles files) {
        TableCatalog catalog = read(operator, handle, files);
        List<KeyedStateContent.Table> tables = new ArrayList<>();
        for (StoredTable table : catalog.tables()) {
            tables.add(
                    new KeyedStateContent.Table(
                            table.kind().name().toLowerCase(Locale.ROOT),
                            table.name(),
                            table.namespaces(),
                            table.valueType(),
                            table.schema(),
                            table.userKeyClass(),
                            OptionalLong.empty(),
                            OptionalLong.empty()));
        }
        String keyClass = catalog.keyClass();
        return new KeyedStateContent(keyClass == null ? "" : keyClass, tables);
    }
}
