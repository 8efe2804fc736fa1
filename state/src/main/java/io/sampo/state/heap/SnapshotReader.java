/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.BinaryInput;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.backend.HandleChecks;
import io.sampo.state.heap.SnapshotFormat.Header;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.snapshot.SnapshotFiles;
import io.sampo.state.snapshot.StateFile;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one snapshot file, and shows its rows, as bytes, to who wants them. The file is always read
 * to its end, since its checksum is verified there; and if something in it makes no sense, a
 * damaged file is a better explanation than whatever was read.
 */
final class SnapshotReader {
    private final String operator;
    private final SnapshotFiles files;
    private final StateFile file;
    private final Content content;
    private long rows;

    /** Takes what is in the file. */
    interface Content {
        /** Takes what stands before the rows; called first. */
        void header(Header header);

        /** Returns whether the rows of a key group are to be taken. */
        boolean wants(int keyGroup);

        /**
         * Takes some rows.
         *
         * @param table its number in the header
         */
        void rows(int keyGroup, int table, byte[] block, int count);
    }

    private SnapshotReader(String operator, SnapshotFiles files, StateFile file, Content content) {
        this.operator = operator;
        this.files = files;
        this.file = file;
        this.content = content;
    }

    /** Reads the file of a handle into {@code state}. */
    static void read(BackendContext context, KeyedStateHandle handle, RestoredState state) {
        HandleChecks.check(HeapStateBackend.NAME, context, List.of(handle));
        read(context.operator().name(), handle, context.files(), state.content());
    }

    /** Reads the file of a handle. */
    static void read(
            String operator, KeyedStateHandle handle, SnapshotFiles files, Content content) {
        StateFile file = handle.files().get(HeapSnapshotRun.ROLE);
        if (file == null) {
            throw new StreamException(
                    ErrorCode.CHECKPOINT_DAMAGED,
                    "A snapshot has no file of the heap backend: operator='"
                            + operator
                            + "' roles="
                            + handle.files().keySet());
        }
        new SnapshotReader(operator, files, file, content).read();
    }

    private void read() {
        try (InputStream source = files.open(file)) {
            RuntimeException nonsense = null;
            try {
                readAll(new DataInputStream(source));
            } catch (StreamException | EOFException e) {
                nonsense = e instanceof StreamException known ? known : damaged("ends early", e);
            }
            source.transferTo(OutputStream.nullOutputStream());
            if (nonsense != null) {
                throw nonsense;
            }
        } catch (IOException e) {
            throw new StreamException(
                    ErrorCode.EXTERNAL_IO,
                    "A snapshot cannot be read: operator='" + operator + "' file=" + file.path(),
                    e);
        }
    }

    private void readAll(DataInputStream source) throws IOException {
        if (source.readInt() != SnapshotFormat.MAGIC) {
            throw damaged("does not begin as a heap snapshot", null);
        }
        int version = source.readUnsignedShort();
        if (version > SnapshotFormat.VERSION) {
            throw incompatible(
                    operator,
                    "formatVersion",
                    Integer.toString(version),
                    "1 to " + SnapshotFormat.VERSION,
                    "It was written by a later version of the engine: restore with that.");
        }
        Header header = Header.read(new BinaryInput(readBytes(source)));
        content.header(header);
        int sections = 0;
        for (int keyGroup = source.readInt();
                keyGroup != SnapshotFormat.END;
                keyGroup = source.readInt()) {
            readSection(source, keyGroup, header.tables().size());
            sections++;
        }
        checkFooter(new BinaryInput(readBytes(source)), sections);
    }

    private void readSection(DataInputStream source, int keyGroup, int tables) throws IOException {
        boolean wanted = content.wants(keyGroup);
        for (int i = source.readInt(); i != SnapshotFormat.END; i = source.readInt()) {
            if (i < 0 || i >= tables) {
                throw damaged("names table " + i + " of " + tables, null);
            }
            for (int count = source.readInt(); count != 0; count = source.readInt()) {
                byte[] block = readBytes(source);
                rows += count;
                if (wanted) {
                    content.rows(keyGroup, i, block, count);
                }
            }
        }
    }

    private void checkFooter(BinaryInput footer, int sections) {
        int expectedSections = footer.readVarInt();
        long expectedRows = 0;
        for (int i = 0; i < expectedSections; i++) {
            expectedRows += SnapshotFormat.Section.read(footer).rows();
        }
        if (expectedSections != sections || expectedRows != rows) {
            throw damaged(
                    "has other entries than its footer says: rows="
                            + rows
                            + " footer="
                            + expectedRows,
                    null);
        }
    }

    private byte[] readBytes(DataInputStream source) throws IOException {
        int count = source.readInt();
        if (count < 0 || count > file.length()) {
            throw damaged("has a part of " + count + " bytes", null);
        }
        byte[] bytes = new byte[count];
        source.readFully(bytes);
        return bytes;
    }

    private StreamException damaged(String what, @Nullable Exception cause) {
        return new StreamException(
                ErrorCode.CHECKPOINT_DAMAGED,
                "A snapshot "
                        + what
                        + ": operator='"
                        + operator
                        + "' file="
                        + file.path()
                        + " length="
                        + file.length(),
                cause);
    }

    static StreamException incompatible(
            String operator, String what, String stored, String wanted, String wayOut) {
        return new StreamException(
                ErrorCode.STATE_INCOMPATIBLE,
                "Stored state does not fit: operator='"
                        + operator
                        + "' "
                        + what
                        + ": stored="
                        + stored
                        + " here="
                        + wanted
                        + ". "
                        + wayOut);
    }
}
