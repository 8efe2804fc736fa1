/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowKeysTest {
    @Test
    void rule5_keyGroupsOfOneTableLieTogetherAndInOrder() {
        byte[] last = {};
        for (int table : new int[] {1, 2, 255, 256, 65_534}) {
            for (int keyGroup : new int[] {0, 1, 127, 128, 255, 256, 32_767, 32_768}) {
                byte[] start = RowKeys.keyGroupStart(table, keyGroup);
                assertThat(Arrays.compareUnsigned(start, last))
                        .as("table=%d keyGroup=%d", table, keyGroup)
                        .isPositive();
                last = start;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0001, 0002", "00ff, 01", "01ffff, 02", "7f, 80", "00010203fe, 00010203ff"})
    void afterAPrefixComesTheNextOne(String prefix, String next) {
        assertThat(HexFormat.of().formatHex(RowKeys.afterPrefix(bytes(prefix)))).isEqualTo(next);
    }

    @Test
    void nothingIsBetweenAKeyAndTheOneAfterIt() {
        byte[] key = bytes("0001ff");
        assertThat(RowKeys.after(key)).isEqualTo(bytes("0001ff00"));
        assertThat(Arrays.compareUnsigned(key, RowKeys.after(key))).isNegative();
    }

    @Test
    void aRowKeepsAllButItsTable() {
        byte[] key = bytes("0001007f0a0b");
        assertThat(RowKeys.withTable(key, 0x1234)).isEqualTo(bytes("1234007f0a0b"));
        assertThat(key).isEqualTo(bytes("0001007f0a0b"));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
