/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.state.ordered.StoredTable.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableCatalogTest {
    @Test
    void whatIsWrittenIsRead() {
        TableCatalog catalog = new TableCatalog();
        catalog.put(table("counts", Kind.VALUE));
        catalog.put(new StoredTable(0, "maps", Kind.MAP, "time", "a.B", "x,y", "java.lang.String"));
        catalog.put(table("counts", Kind.TIMERS));
        catalog.keyClass("java.lang.Long");

        TableCatalog read = TableCatalog.of(catalog.toBytes());

        assertThat(read.tables()).isEqualTo(catalog.tables()).hasSize(3);
        assertThat(read.keyClass()).isEqualTo("java.lang.Long");
        assertThat(TableCatalog.of(new TableCatalog().toBytes()).keyClass()).isNull();
    }

    @Test
    void everyTableHasAnIdOfItsOwnAndKeepsIt() {
        TableCatalog catalog = new TableCatalog();
        int first = catalog.put(table("a", Kind.VALUE)).id();
        int timers = catalog.put(table("a", Kind.TIMERS)).id();
        int second = catalog.put(table("b", Kind.LIST)).id();
        assertThat(first).isNotEqualTo(timers).isNotEqualTo(second).isNotEqualTo(0);
        assertThat(catalog.put(table("a", Kind.VALUE)).id()).isEqualTo(first);
        assertThat(TableCatalog.of(catalog.toBytes()).put(table("c", Kind.MAP)).id())
                .isGreaterThan(second);
    }

    @Test
    void tablesOfAnotherStoreGetTheIdsOfThisOne() {
        TableCatalog mine = new TableCatalog();
        int a = mine.put(table("a", Kind.VALUE)).id();
        TableCatalog theirs = new TableCatalog();
        int theirB = theirs.put(table("b", Kind.VALUE)).id();
        int theirA = theirs.put(table("a", Kind.VALUE)).id();
        theirs.keyClass("java.lang.String");

        Map<Integer, Integer> ids = mine.adopt(theirs);

        assertThat(ids).containsEntry(theirA, a).hasSize(2);
        assertThat(ids.get(theirB)).isNotEqualTo(a);
        assertThat(mine.keyClass()).isEqualTo("java.lang.String");
    }

    @Test
    void anotherFormatIsRefused() {
        byte[] bytes = new TableCatalog().toBytes();
        bytes[0] = 9;
        assertThatThrownBy(() -> TableCatalog.of(bytes))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_INCOMPATIBLE))
                .hasMessageContaining("format=9");
    }

    private static StoredTable table(String name, Kind kind) {
        return new StoredTable(0, name, kind, "none", "java.lang.Long", "", "");
    }
}
