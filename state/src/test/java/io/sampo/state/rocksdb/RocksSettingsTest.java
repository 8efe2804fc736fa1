/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RocksSettingsTest {
    @Test
    void allProblemsAreReportedAtOnce() {
        assertThatThrownBy(() -> new RocksSettings(1.5, Double.NaN, 1, 0, Duration.ZERO))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SETTING))
                .hasMessageContainingAll(
                        "object-share=1.5",
                        "write-buffer-share=NaN",
                        "max-write-buffer-bytes=1",
                        "background-threads=0",
                        "time-to-flush=PT0S");
    }

    @Test
    void tooLittleMemoryIsRefused() {
        assertThatThrownBy(() -> new RocksStateBackend(RocksSettings.defaults(), 8 << 20))
                .isInstanceOfSatisfying(
                        StreamException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_SETTING))
                .hasMessageContaining("minimum=4194304");
    }
}
