/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.state.testkit.InMemoryOrderedStore;
import io.sampo.state.testkit.TinySerialization;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MarkTest {
    private static final int EPOCH = 7;

    private final InMemoryOrderedStore store = new InMemoryOrderedStore();
    private final ExecutorService snapshots = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        snapshots.shutdownNow();
    }

    private static class Row extends CacheRow {
        private final int number;

        Row(int number, int epoch) {
            this.number = number;
            this.epoch = epoch;
        }

        @Override
        void write(RowWriter writer) {
            writer.key().clear();
            writer.key().writeInt(number);
            writer.value();
            writer.put();
        }

        @Override
        void written() {
            throw new AssertionError("This is for the subtask to say");
        }
    }

    private Mark mark(@Nullable CacheRow... rows) {
        RowWriter writer = new RowWriter(store, new TinySerialization()::create);
        return new Mark(EPOCH, 1, rows, writer, store);
    }

    private Mark markOf(int count) {
        CacheRow[] rows = new CacheRow[count];
        for (int i = 0; i < count; i++) {
            rows[i] = new Row(i, EPOCH);
        }
        return mark(rows);
    }

    @Test
    void rowsAreWrittenAndTheCheckpointIsTaken() {
        Mark mark = mark(new Row(1, EPOCH), null, new Row(2, CacheRow.CLEAN), new Row(3, EPOCH));
        assertThat(mark.isOver()).isFalse();
        mark.run();
        assertThat(mark.isOver()).isTrue();
        assertThat(store.size()).isEqualTo(2);
        assertThat(mark.takeCheckpoint()).isNotNull();
        assertThat(mark.takeCheckpoint()).isNull();
    }

    @Test
    void itIsDoneOnceWhoeverComesFirst() {
        Mark mark = markOf(10);
        mark.complete();
        int batches = store.batches();
        mark.run();
        mark.complete();
        assertThat(store.batches()).isEqualTo(batches);
        assertThat(mark.takeCheckpoint()).isNotNull();
    }

    @Test
    void theSubtaskWaitsForTheThreadThatIsWriting() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Mark mark =
                mark(
                        new Row(1, EPOCH) {
                            @Override
                            void write(RowWriter writer) {
                                writing.countDown();
                                await(goOn);
                                super.write(writer);
                            }
                        });
        Future<?> snapshot = snapshots.submit(mark::run);
        await(writing);
        goOn.countDown();
        mark.complete();
        assertThat(mark.isOver()).isTrue();
        assertThat(store.size()).isEqualTo(1);
        snapshot.get();
    }

    @Test
    void aCancelledMarkIsWrittenWithoutACheckpoint() {
        Mark mark = markOf(600);
        mark.cancel();
        assertThatThrownBy(mark::run).isInstanceOf(CancellationException.class);
        assertThat(store.size()).isZero();
        mark.completeSome();
        assertThat(store.size()).isEqualTo(256);
        mark.completeSome();
        assertThatThrownBy(mark::run).isInstanceOf(CancellationException.class);
        mark.complete();
        assertThat(mark.isOver()).isTrue();
        assertThat(store.size()).isEqualTo(600);
        assertThat(mark.takeCheckpoint()).isNull();
        assertThat(store.open()).isZero();
    }

    @Test
    void cancellingLaterLetsGoOfTheCheckpoint() {
        Mark mark = markOf(1);
        mark.run();
        assertThat(store.open()).isEqualTo(1);
        mark.cancel();
        assertThat(store.open()).isZero();
    }

    @Test
    void anAbandonedMarkWritesNothing() {
        Mark mark = markOf(10);
        mark.abandon();
        assertThat(mark.isOver()).isTrue();
        assertThat(store.size()).isZero();
        assertThatThrownBy(mark::run).isInstanceOf(CancellationException.class);
    }

    @Test
    void aRowThatCannotBeWrittenBreaksTheMark() {
        Mark mark =
                mark(
                        new Row(1, EPOCH) {
                            @Override
                            void write(RowWriter writer) {
                                throw new StreamException(ErrorCode.NOT_SERIALIZABLE, "No");
                            }
                        },
                        new Row(2, EPOCH));
        mark.run();
        assertThat(mark.isOver()).isTrue();
        assertThat(mark.writeFailure()).hasMessage("No");
        assertThat(mark.takeCheckpoint()).isNull();
        assertThat(store.size()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
