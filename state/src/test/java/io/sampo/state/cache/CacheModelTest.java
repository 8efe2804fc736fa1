/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.state.backend.KeyedStateBackend;
import io.sampo.state.backend.SnapshotRun;
import io.sampo.state.snapshot.KeyedStateHandle;
import io.sampo.state.testkit.BackendHarness;
import io.sampo.state.testkit.InMemoryOrderedStore;
import io.sampo.state.testkit.InMemoryTierBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compares the cache with plain collections, while snapshots begin, run late, run at once, or
 * never.
 */
class CacheModelTest {
    private static final int[] BUDGETS = {0, 3_000, 30_000, 300_000, 10_000_000};
    private static final int[] KEYS = {3, 20, 150};

    @TempDir Path directory;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    private record Open(long id, SnapshotRun run, CacheModel.Content marked) {}

    @ParameterizedTest
    @MethodSource("seeds")
    void snapshotsHoldWhatWasThereAtTheMark(long seed) throws IOException {
        Random random = new Random(seed);
        int budget = BUDGETS[random.nextInt(BUDGETS.length)];
        int keys = KEYS[random.nextInt(KEYS.length)];
        String about = "seed=" + seed + " budget=" + budget + " keys=" + keys;
        InMemoryTierBackend tier = new InMemoryTierBackend(budget);
        try (BackendHarness harness = new BackendHarness(tier, directory, 8)) {
            KeyedStateBackend<Object> backend = harness.open();
            CacheModel model = new CacheModel(backend, random, keys, about);
            List<Open> open = new ArrayList<>();
            for (int round = 0; round < 30; round++) {
                model.change(random.nextInt(400));
                if (random.nextInt(3) == 0) {
                    long id = harness.nextCheckpoint();
                    SnapshotRun run = backend.snapshot(id, harness.snapshots.store(id));
                    open.add(new Open(id, run, model.mark()));
                }
                if (!open.isEmpty() && random.nextInt(3) == 0) {
                    Open ended = open.remove(random.nextInt(open.size()));
                    end(ended, random.nextInt(4) == 0, backend, harness, model);
                }
            }
            model.verify(backend, model.mark());
            for (Open each : open) {
                end(each, false, backend, harness, model);
            }
        }
        for (InMemoryOrderedStore store : tier.stores()) {
            assertThat(store.open()).as(about).isZero();
        }
    }

    private static void end(
            Open open,
            boolean cancel,
            KeyedStateBackend<Object> backend,
            BackendHarness harness,
            CacheModel model)
            throws IOException {
        if (cancel) {
            open.run.cancel();
            backend.checkpointAborted(open.id);
            assertThatThrownBy(open.run::run).isInstanceOf(CancellationException.class);
        } else {
            KeyedStateHandle handle = open.run.run();
            backend.checkpointCompleted(open.id);
            KeyedStateBackend<Object> restored = harness.open(handle);
            model.verify(restored, open.marked);
            restored.close();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aThreadWritesTheMarkedRowsMeanwhile(long seed) throws Exception {
        Random random = new Random(seed);
        int budget = BUDGETS[1 + random.nextInt(BUDGETS.length - 1)];
        String about = "seed=" + seed + " budget=" + budget;
        InMemoryTierBackend tier = new InMemoryTierBackend(budget);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (BackendHarness harness = new BackendHarness(tier, directory, 8)) {
            KeyedStateBackend<Object> backend = harness.open();
            CacheModel model = new CacheModel(backend, random, 100, about);
            for (int round = 0; round < 5; round++) {
                model.change(random.nextInt(1_000));
                CacheModel.Content marked = model.mark();
                long id = harness.nextCheckpoint();
                SnapshotRun run = backend.snapshot(id, harness.snapshots.store(id));
                Future<KeyedStateHandle> written = other.submit(run::run);
                model.change(random.nextInt(1_000));
                KeyedStateHandle handle = written.get();
                KeyedStateBackend<Object> restored = harness.open(handle);
                model.verify(restored, marked);
                if (random.nextBoolean()) {
                    backend.close();
                    backend = harness.open(handle);
                    model.moveTo(backend, marked);
                }
            }
            model.verify(backend, model.mark());
        } finally {
            other.shutdownNow();
        }
    }
}
