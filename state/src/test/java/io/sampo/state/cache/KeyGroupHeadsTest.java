/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyGroupHeadsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theEarliestIsAlwaysFirst(long seed) {
        Random random = new Random(seed);
        int keyGroups = 1 + random.nextInt(40);
        KeyGroupHeads heads = new KeyGroupHeads(keyGroups);
        Map<Integer, Long> model = new HashMap<>();
        for (int i = 0; i < 5_000; i++) {
            int keyGroup = random.nextInt(keyGroups);
            long timestamp = random.nextInt(50) - 25L;
            switch (random.nextInt(3)) {
                case 0 -> {
                    heads.set(keyGroup, timestamp);
                    model.put(keyGroup, timestamp);
                }
                case 1 -> {
                    heads.lower(keyGroup, timestamp);
                    model.merge(keyGroup, timestamp, Math::min);
                }
                default -> {
                    heads.remove(keyGroup);
                    model.remove(keyGroup);
                }
            }
            assertThat(heads.isEmpty()).as("seed=%d", seed).isEqualTo(model.isEmpty());
            if (!model.isEmpty()) {
                long earliest = Collections.min(model.values());
                assertThat(heads.firstTimestamp()).as("seed=%d", seed).isEqualTo(earliest);
                assertThat(model.get(heads.first())).as("seed=%d", seed).isEqualTo(earliest);
            }
        }
    }
}
