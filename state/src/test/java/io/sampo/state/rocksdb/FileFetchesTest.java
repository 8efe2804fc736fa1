/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FileFetchesTest {
    private final AtomicInteger done = new AtomicInteger();

    private List<Runnable> fetches(int count, Runnable each) {
        List<Runnable> fetches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fetches.add(
                    () -> {
                        each.run();
                        done.incrementAndGet();
                    });
        }
        return fetches;
    }

    @Test
    void severalRunAtATime() {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            CyclicBarrier together = new CyclicBarrier(4);
            FileFetches.run(
                    fetches(
                            8,
                            () -> {
                                try {
                                    together.await(30, TimeUnit.SECONDS);
                                } catch (Exception alone) {
                                    throw new IllegalStateException(alone);
                                }
                            }),
                    threads);
        } finally {
            threads.shutdownNow();
        }

        assertThat(done).hasValue(8);
    }

    @Test
    void helpersThatNeverComeAreNotWaitedFor() {
        FileFetches.run(fetches(5, () -> {}), helper -> {});

        assertThat(done).hasValue(5);
        FileFetches.run(List.of(), Runnable::run);
    }

    @Test
    void theFirstFailureIsThrownAndNothingBegunAfterIt() {
        List<Runnable> fetches = fetches(3, () -> {});
        fetches.add(
                () -> {
                    throw new IllegalArgumentException("damaged");
                });
        fetches.addAll(fetches(3, () -> {}));

        assertThatThrownBy(() -> FileFetches.run(fetches, helper -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("damaged");
        assertThat(done).hasValue(3);
    }
}
