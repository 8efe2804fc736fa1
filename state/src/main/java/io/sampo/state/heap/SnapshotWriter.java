/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.core.io.BinaryOutput;
import io.sampo.core.type.KeyType;
import io.sampo.state.backend.BackendContext;
import io.sampo.state.heap.MarkedTable.Writers;
import io.sampo.state.heap.SnapshotFormat.Header;
import io.sampo.state.heap.SnapshotFormat.Section;
import io.sampo.state.snapshot.SnapshotOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Writes marked tables in the {@link SnapshotFormat}. Used once, by the thread of the snapshot. */
final class SnapshotWriter {
    private final BackendContext context;
    private final List<MarkedTable> tables;
    private final SnapshotOutput output;
    private final DataOutputStream target;
    private final BlockOutput blocks;
    private final List<Section> sections = new ArrayList<>();

    SnapshotWriter(
            BackendContext context,
            List<MarkedTable> tables,
            SnapshotOutput output,
            BooleanSupplier cancelled,
            Pace pace) {
        this.context = context;
        this.tables = tables;
        this.output = output;
        target = new DataOutputStream(output);
        blocks = new BlockOutput(target, cancelled, pace);
    }

    /**
     * Writes all.
     *
     * @param keys null if there never was a key
     * @param progress is told of each segment that is done
     */
    void write(@Nullable KeyType<Object> keys, CopyOnWrite.Progress progress) throws IOException {
        List<TableMeta> metas = new ArrayList<>();
        for (MarkedTable table : tables) {
            metas.add(table.meta());
        }
        target.writeInt(SnapshotFormat.MAGIC);
        target.writeShort(SnapshotFormat.VERSION);
        BinaryOutput header = new BinaryOutput();
        String keyClass = keys == null ? "" : KeyType.describe(keys.keyClass());
        new Header(keyClass, context.maxParallelism(), context.keyGroups(), metas).write(header);
        writeBytes(header);
        if (keys != null) {
            Writers writers = new Writers(keys, context.serialization().create());
            for (int segment = 0; segment < context.keyGroups().size(); segment++) {
                writeSection(segment, writers);
                progress.savedUpTo(segment + 1);
            }
        }
        target.writeInt(SnapshotFormat.END);
        writeFooter();
    }

    private void writeSection(int segment, Writers writers) throws IOException {
        long offset = output.position();
        long rowsBefore = blocks.rows();
        int keyGroup = context.keyGroups().first() + segment;
        boolean begun = false;
        for (int i = 0; i < tables.size(); i++) {
            MarkedTable table = tables.get(i);
            if (table.isEmpty(segment)) {
                continue;
            }
            if (!begun) {
                target.writeInt(keyGroup);
                begun = true;
            }
            target.writeInt(i);
            table.write(segment, writers, blocks);
            blocks.end();
        }
        if (begun) {
            target.writeInt(SnapshotFormat.END);
            sections.add(new Section(keyGroup, offset, blocks.rows() - rowsBefore));
        }
    }

    private void writeFooter() throws IOException {
        BinaryOutput footer = new BinaryOutput();
        footer.writeVarInt(sections.size());
        for (Section section : sections) {
            section.write(footer);
        }
        long offset = output.position();
        writeBytes(footer);
        target.writeLong(offset);
        target.writeInt(SnapshotFormat.MAGIC);
        target.flush();
    }

    private void writeBytes(BinaryOutput bytes) throws IOException {
        target.writeInt(bytes.length());
        target.write(bytes.array(), 0, bytes.length());
    }
}
