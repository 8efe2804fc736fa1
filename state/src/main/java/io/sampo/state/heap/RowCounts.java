/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import io.sampo.state.snapshot.KeyedStateContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Counts what is in a snapshot file, and forgets the rows. */
final class RowCounts implements SnapshotReader.Content {
    private String keyClass = "";
    private List<TableMeta> tables = List.of();
    private long[] rows = {};
    private long[] bytes = {};

    @Override
    public void header(SnapshotFormat.Header header) {
        keyClass = header.keyClass();
        tables = header.tables();
        rows = new long[tables.size()];
        bytes = new long[tables.size()];
    }

    @Override
    public boolean wants(int keyGroup) {
        return true;
    }

    @Override
    public void rows(int keyGroup, int table, byte[] block, int count) {
        rows[table] += count;
        bytes[table] += block.length;
    }

    KeyedStateContent content() {
        List<KeyedStateContent.Table> described = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            TableMeta meta = tables.get(i);
            described.add(
                    new KeyedStateContent.Table(
                            meta.kind().name().toLowerCase(Locale.ROOT),
                            meta.name(),
                            meta.namespaces(),
                            meta.valueClass(),
                            meta.schema(),
                            meta.userKeyClass(),
                            OptionalLong.of(rows[i]),
                            OptionalLong.of(bytes[i])));
        }
        return new KeyedStateContent(keyClass, described);
    }
}
