/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.sampo.core.time.Clock;
import io.sampo.core.type.TypeInfo;
import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.NamespaceType;
import io.sampo.state.backend.NoNamespace;
import io.sampo.state.backend.TableSpec;
import io.sampo.state.backend.ValueTable;
import io.sampo.state.snapshot.SnapshotStore;
import io.sampo.state.testkit.BackendHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the writer of a snapshot works and rests, when each row takes a certain time. */
class PaceTest {
    private static final int ROWS = 10_000;

    private final List<Long> rests = new ArrayList<>();
    private long now;
    private long nanosForEachLook;

    private final Clock clock =
            new Clock() {
                @Override
                public long currentTimeMillis() {
                    return now / 1_000_000;
                }

                @Override
                public long nanoTime() {
                    now += nanosForEachLook;
                    return now;
                }

                @Override
                public void rest(long nanos) {
                    rests.add(nanos);
                    now += nanos;
                }
            };

    @Test
    void restsAsLongAsItWorks() {
        write(200, false);

        assertThat(rests)
                .isNotEmpty()
                .allSatisfy(rest -> assertThat(rest).isBetween(50_000L, 63_000L));
        assertThat(rested()).isBetween(ROWS * 200L * 9 / 10, ROWS * 200L);
    }

    @Test
    void aRestIsShortAlsoWhereWritingWaitsForTheDisk() {
        write(1_000_000, false);

        assertThat(rests).hasSize(ROWS / 64).allMatch(rest -> rest == 200_000);
    }

    @Test
    void littleWorkNeedsNoRest() {
        write(4, false);

        assertThat(rests).isEmpty();
    }

    @Test
    void largeStateIsWrittenWithoutRestInTheEnd() {
        Pace pace = new Pace(clock, false);
        for (int row = 0; row < 100 * ROWS; row++) {
            now += 1_000_000;
            pace.row();
        }

        assertThat(rested()).isEqualTo(2_000_000_000);
    }

    @Test
    void hurriedItDoesNotRest() {
        write(1_000_000, true);

        assertThat(rests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCheckpointRestsAndASavepointDoesNot(boolean savepoint, @TempDir Path directory)
            throws IOException {
        BackendHarness harness = new BackendHarness(new HeapStateBackend(), directory, 4);
        harness.setClock(clock);
        KeyedStateBackend<Object> backend = harness.open();
        ValueTable<NoNamespace, Long> counts =
                backend.valueTable(
                        new TableSpec<>("counts", NamespaceType.NONE, TypeInfo.of(Long.class)));
        for (long key = 0; key < ROWS; key++) {
            BackendHarness.key(backend, key);
            counts.put(NoNamespace.INSTANCE, key);
        }
        SnapshotStore store =
                savepoint ? harness.snapshots.savepoint(1) : harness.snapshots.store(1);
        nanosForEachLook = 60_000;

        backend.snapshot(1, store).run();
        harness.close();

        assertThat(rests).hasSize(savepoint ? 0 : ROWS / 64);
    }

    private void write(long nanosForEach, boolean hurried) {
        Pace pace = new Pace(clock, hurried);
        for (int row = 0; row < ROWS; row++) {
            now += nanosForEach;
            pace.row();
        }
    }

    private long rested() {
        return rests.stream().mapToLong(Long::longValue).sum();
    }
}
