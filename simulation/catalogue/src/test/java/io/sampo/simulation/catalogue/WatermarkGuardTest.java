/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.simulation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.ProcessFunction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatermarkGuardTest {
    private final WatermarkGuard<String> guard = new WatermarkGuard<>();
    private final List<String> passed = new ArrayList<>();

    private record At(long currentWatermark) implements ProcessFunction.Context {
        @Override
        public long timestamp() {
            return Long.MIN_VALUE;
        }

        @Override
        public long currentProcessingTime() {
            return 0;
        }

        @Override
        public <X> void output(OutputTag<X> tag, X value) {
            throw new AssertionError("Nothing goes to the side: value=" + value);
        }
    }

    @Test
    void recordsPassWhileTheWatermarkDoesNotGoBack() {
        guard.processElement("a", new At(Long.MIN_VALUE), passed::add);
        guard.processElement("b", new At(10), passed::add);
        guard.processElement("c", new At(10), passed::add);

        assertThat(passed).containsExactly("a", "b", "c");
    }

    @Test
    void aWatermarkThatGoesBackEndsTheJob() {
        guard.processElement("a", new At(10), passed::add);

        assertThatThrownBy(() -> guard.processElement("b", new At(9), passed::add))
                .hasMessageContaining("before=10 now=9 record=b");
    }
}
