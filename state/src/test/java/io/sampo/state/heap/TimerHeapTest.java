/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerHeapTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100, 2_000})
    void theFirstIsAlwaysTheEarliest(int times) {
        long seed = times;
        Random random = new Random(seed);
        TimerHeap heap = new TimerHeap();
        List<TimerHeap.Entry> model = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            boolean grows = i < 2_500;
            if (model.isEmpty() || random.nextInt(10) < (grows ? 7 : 3)) {
                var timer = new TimerHeap.Entry(random.nextInt(times), i, i, "n");
                heap.add(timer);
                model.add(timer);
            } else {
                TimerHeap.Entry gone =
                        random.nextBoolean()
                                ? heap.first()
                                : model.get(random.nextInt(model.size()));
                heap.remove(gone);
                model.remove(gone);
            }
            assertThat(heap.size()).as("seed=%d", seed).isEqualTo(model.size());
            long earliest =
                    model.stream()
                            .map(timer -> timer.timestamp)
                            .min(Comparator.naturalOrder())
                            .orElse(Long.MAX_VALUE);
            assertThat(heap.nextTimestamp()).as("seed=%d", seed).isEqualTo(earliest);
        }
    }
}
