/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.StreamException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkMemoryTest {
    private static final long TOTAL = 16L << 20;
    private static final long WANTED = 384 * 1024;

    private final NetworkMemory memory = new NetworkMemory(TOTAL);

    private List<Long> takeAll() {
        List<Long> shares = new ArrayList<>();
        try {
            while (true) {
                shares.add(memory.reserve(WANTED, "a channel"));
            }
        } catch (StreamException usedUp) {
            return shares;
        }
    }

    @Test
    void sharesGetSmallerAndNeverAddUpToMoreThanThereIs() {
        List<Long> shares = takeAll();

        assertThat(shares.get(0)).isEqualTo(WANTED);
        assertThat(shares).isSortedAccordingTo((left, right) -> Long.compare(right, left));
        assertThat(shares.get(shares.size() - 1)).isEqualTo(NetworkMemory.SMALLEST);
        long sum = shares.stream().mapToLong(Long::longValue).sum();
        assertThat(sum).isEqualTo(memory.reserved()).isBetween(TOTAL * 99 / 100, TOTAL);
        assertThat(shares).hasSizeGreaterThan(60);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        takeAll().forEach(memory::release);

        assertThat(memory.reserved()).isZero();
        assertThat(memory.reserve(WANTED, "a channel")).isEqualTo(WANTED);
    }

    @Test
    void theErrorSaysWhatToDo() {
        takeAll();
        assertThatThrownBy(() -> memory.reserve(WANTED, "map/0 -> sink/1"))
                .hasMessageContaining("channel=map/0 -> sink/1")
                .hasMessageContaining("memory=" + TOTAL)
                .hasMessageContaining("sampo.network.memory");
    }
}
