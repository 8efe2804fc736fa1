/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirtyRowsTest {
    private static final class Row extends CacheRow {
        Row(int epoch) {
            this.epoch = epoch;
        }

        @Override
        void write(RowWriter writer) {}

        @Override
        void written() {}
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isAQueueThatGrows(long seed) {
        Random random = new Random(seed);
        DirtyRows rows = new DirtyRows();
        ArrayDeque<Row> model = new ArrayDeque<>();
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(5) < 3) {
                Row row = new Row(1 + random.nextInt(5));
                rows.add(row);
                model.add(row);
            } else {
                assertThat(rows.poll()).as("seed=%d", seed).isSameAs(model.poll());
            }
            if (random.nextInt(2_000) == 0) {
                model.removeIf(row -> row.epoch == 1);
                for (Row row : model) {
                    row.epoch = row.epoch == 2 ? CacheRow.CLEAN : row.epoch;
                }
                model.removeIf(row -> row.epoch == CacheRow.CLEAN);
                drainToModel(rows, model);
            }
            assertThat(rows.size()).as("seed=%d", seed).isEqualTo(model.size());
        }
        List<CacheRow> taken = new ArrayList<>();
        Arrays.stream(rows.takeAll()).filter(Objects::nonNull).forEach(taken::add);
        assertThat(taken).as("seed=%d", seed).isEqualTo(new ArrayList<CacheRow>(model));
        assertThat(rows.size()).isZero();
        assertThat(rows.poll()).isNull();
    }

    /** Cleans in the queue what is not in the model any more, then compacts. */
    private static void drainToModel(DirtyRows rows, ArrayDeque<Row> model) {
        for (int i = rows.size(); i > 0; i--) {
            CacheRow row = Objects.requireNonNull(rows.poll());
            if (!model.contains(row)) {
                row.epoch = CacheRow.CLEAN;
            }
            rows.add(row);
        }
        rows.compact();
    }

    @Test
    void compactingAnEmptyQueueLeavesItUsable() {
        DirtyRows rows = new DirtyRows();
        rows.compact();
        Row row = new Row(1);
        rows.add(row);
        assertThat(rows.poll()).isSameAs(row);
    }
}
