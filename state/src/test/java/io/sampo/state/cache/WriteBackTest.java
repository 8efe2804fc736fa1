/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.time.ManualClock;
import io.sampo.state.testkit.InMemoryOrderedStore;
import io.sampo.state.testkit.TinySerialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteBackTest {
    private static final int EPOCH = 1;

    private final ManualClock clock = new ManualClock(0);
    private final InMemoryOrderedStore store = new InMemoryOrderedStore();
    private final RowWriter writer = new RowWriter(store, new TinySerialization()::create);
    private final WriteBack writeBack =
            new WriteBack(writer, clock, Duration.ofMillis(50).toNanos());
    private final List<Integer> written = new ArrayList<>();
    private Duration perRow = Duration.ZERO;

    private final class Row extends CacheRow {
        final int number;

        Row(int number) {
            this.number = number;
            epoch = EPOCH;
        }

        @Override
        void write(RowWriter to) {
            clock.advance(perRow);
            to.key().clear();
            to.key().writeInt(number);
            to.value();
            to.put();
        }

        @Override
        void written() {
            written.add(number);
        }
    }

    private Row add(int number) {
        Row row = new Row(number);
        writeBack.add(row);
        return row;
    }

    @Test
    void theLimitFollowsTheTimeThatARowTakes() {
        writeBack.limitTo(Integer.MAX_VALUE);
        int first = writeBack.limit();
        perRow = Duration.ofNanos(10_000);
        for (int i = 0; i < 50_000; i++) {
            add(i);
            writeBack.step(EPOCH);
            writeBack.limitTo(Integer.MAX_VALUE);
        }
        assertThat(writeBack.limit()).isLessThan(first).isBetween(5_000, 5_500);
        assertThat(writeBack.dirty()).isLessThanOrEqualTo(writeBack.limit() + 1);
        perRow = Duration.ofNanos(1_000);
        for (int i = 50_000; i < 500_000; i++) {
            add(i);
            writeBack.step(EPOCH);
            writeBack.limitTo(Integer.MAX_VALUE);
        }
        assertThat(writeBack.limit()).isBetween(45_000, 55_000);
    }

    @Test
    void littleMemoryLowersTheLimit() {
        writeBack.limitTo(1_000);
        assertThat(writeBack.limit()).isEqualTo(1_000);
        writeBack.limitTo(0);
        assertThat(writeBack.limit()).isPositive();
    }

    @Test
    void theOldestAreWrittenFirstAndThoseThatChangeOftenLast() {
        for (int i = 0; i < 600; i++) {
            add(i).changedAgain = i < 100;
        }
        assertThat(writeBack.writeSlice(EPOCH)).isEqualTo(256);
        assertThat(written.get(0)).isEqualTo(100);
        assertThat(written).hasSize(256).doesNotContain(0, 99);
        writeBack.writeSlice(EPOCH);
        writeBack.writeSlice(EPOCH);
        assertThat(written).hasSize(600).doesNotHaveDuplicates().endsWith(99);
        assertThat(writeBack.dirty()).isZero();
        assertThat(store.size()).isEqualTo(600);
    }

    @Test
    void rowsThatAreCleanBySomeOtherWayAreSkipped() {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            rows.add(add(i));
        }
        for (int i = 0; i < 100; i += 2) {
            rows.get(i).epoch = CacheRow.CLEAN;
            writeBack.removed();
        }
        assertThat(writeBack.writeSlice(EPOCH)).isEqualTo(50);
        assertThat(written).doesNotContain(0, 98).contains(1, 99);
        assertThat(writeBack.writeSlice(EPOCH)).isZero();
    }

    @Test
    void allAreHandedOverAtAMark() {
        for (int i = 0; i < 10; i++) {
            add(i);
        }
        CacheRow[] rows = writeBack.takeAll();
        assertThat(rows).contains((CacheRow) null).hasSizeGreaterThanOrEqualTo(10);
        assertThat(((Row) rows[9]).number).isEqualTo(9);
        assertThat(writeBack.dirty()).isZero();
        assertThat(writeBack.writeSlice(EPOCH)).isZero();
    }
}
