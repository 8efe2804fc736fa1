/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryPoolTest {
    @Test
    void sharesAreEqualAndFollowTheNumberOfThem() {
        MemoryPool pool = new MemoryPool(1_000);
        MemoryPool.Share first = pool.open();
        assertThat(first.bytes()).isEqualTo(1_000);
        MemoryPool.Share second = pool.open();
        assertThat(first.bytes()).isEqualTo(500);
        assertThat(second.bytes()).isEqualTo(500);
        second.close();
        second.close();
        assertThat(first.bytes()).isEqualTo(1_000);
    }
}
