/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.state.keygroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyGroupsTest {
    /** Published answers of MurmurHash3 (x86, 32 bits, seed 0) for four little-endian bytes. */
    @ParameterizedTest
    @CsvSource({
        "0x00000000, 0x2362F9DE",
        "0xFFFFFFFF, 0x76293B50",
        "0x87654321, 0xF55B516B",
    })
    void rule01_mixIsMurmurMadeNonNegative(String input, String murmur) {
        int expected = Math.abs(Integer.parseUnsignedInt(murmur.substring(2), 16));
        int hash = Integer.parseUnsignedInt(input.substring(2), 16);
        assertThat(KeyGroups.mix(hash)).isEqualTo(expected);
    }

    @Test
    void rule01_theSmallestNumberBecomesZero() {
        assertThat(KeyGroups.mix(SMALLEST)).isZero();
        assertThat(KeyGroups.ofHash(KeyGroups.mix(SMALLEST), 128)).isZero();
    }

    @Test
    void rule01_mixIsThatOfFlink() {
        long seed = 1;
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            int hash = random.nextInt();
            assertThat(KeyGroups.mix(hash)).as("hash=%d", hash).isEqualTo(flinkMurmur(hash));
        }
    }

    @Test
    void rule01_keyGroupIsTheRemainder() {
        Random random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            int hash = random.nextInt();
            int maxParallelism = 1 + random.nextInt(KeyGroups.MAX_PARALLELISM_LIMIT);
            int powerOfTwo = Integer.highestOneBit(maxParallelism);
            for (int groups : new int[] {maxParallelism, powerOfTwo}) {
                assertThat(KeyGroups.ofHash(KeyGroups.mix(hash), groups))
                        .as("hash=%d maxParallelism=%d", hash, groups)
                        .isEqualTo(flinkMurmur(hash) % groups);
            }
        }
    }

    @Test
    void rule02_rangesPartitionAllKeyGroups() {
        int[] maxParallelisms = {1, 2, 3, 7, 100, 127, 128, 129, 1_000, 32_767, 32_768};
        for (int maxParallelism : maxParallelisms) {
            for (int parallelism : parallelismsUpTo(maxParallelism)) {
                int next = 0;
                for (int index = 0; index < parallelism; index++) {
                    KeyGroupRange range = KeyGroups.rangeOf(index, parallelism, maxParallelism);
                    assertThat(range.first())
                            .as("%d of %d, maxParallelism=%d", index, parallelism, maxParallelism)
                            .isEqualTo(next);
                    assertThat(range.isEmpty()).isFalse();
                    next = range.last() + 1;
                }
                assertThat(next).isEqualTo(maxParallelism);
            }
        }
    }

    @Test
    void rule02_everyKeyGroupIsInTheRangeOfItsSubtask() {
        for (int maxParallelism : new int[] {1, 5, 128, 1_000, 32_768}) {
            for (int parallelism : parallelismsUpTo(maxParallelism)) {
                for (int keyGroup = 0; keyGroup < maxParallelism; keyGroup += 1 + keyGroup / 50) {
                    int owner = KeyGroups.subtaskOf(keyGroup, parallelism, maxParallelism);
                    assertThat(
                                    KeyGroups.rangeOf(owner, parallelism, maxParallelism)
                                            .contains(keyGroup))
                            .as(
                                    "keyGroup=%d parallelism=%d of %d",
                                    keyGroup, parallelism, maxParallelism)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void rule02_rangesAreThoseOfFlink() {
        assertThat(KeyGroups.rangeOf(0, 3, 128)).isEqualTo(new KeyGroupRange(0, 42));
        assertThat(KeyGroups.rangeOf(1, 3, 128)).isEqualTo(new KeyGroupRange(43, 85));
        assertThat(KeyGroups.rangeOf(2, 3, 128)).isEqualTo(new KeyGroupRange(86, 127));
        assertThat(KeyGroups.subtaskOf(42, 3, 128)).isZero();
        assertThat(KeyGroups.subtaskOf(43, 3, 128)).isEqualTo(1);
        assertThat(KeyGroups.rangeOf(32_767, 32_768, 32_768))
                .isEqualTo(new KeyGroupRange(32_767, 32_767));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 128",
        "2, 128",
        "85, 128",
        "86, 256",
        "128, 256",
        "170, 256",
        "171, 256",
        "172, 512",
        "1000, 2048",
        "21845, 32768",
        "21846, 32768",
        "32768, 32768",
    })
    void rule03_defaultIsOneAndAHalfTimesRoundedUp(int parallelism, int expected) {
        assertThat(KeyGroups.defaultMaxParallelism(parallelism)).isEqualTo(expected);
    }

    @Test
    void rangesIntersect() {
        KeyGroupRange range = new KeyGroupRange(10, 20);
        assertThat(range.intersect(new KeyGroupRange(15, 30))).isEqualTo(new KeyGroupRange(15, 20));
        assertThat(range.intersect(new KeyGroupRange(0, 10))).isEqualTo(new KeyGroupRange(10, 10));
        assertThat(range.intersect(new KeyGroupRange(21, 30)).isEmpty()).isTrue();
        assertThat(range.intersect(KeyGroupRange.EMPTY).isEmpty()).isTrue();
        assertThat(range.size()).isEqualTo(11);
        assertThat(KeyGroupRange.EMPTY.size()).isZero();
    }

    /** The only hash that murmur turns into the smallest number. */
    private static final int SMALLEST = 0x836F0755;

    private static int[] parallelismsUpTo(int maxParallelism) {
        return new Random(maxParallelism)
                .ints(20, 1, maxParallelism + 1)
                .map(p -> Math.min(p, 3_000))
                .toArray();
    }

    /** Written after Apache Flink 2.3, {@code MathUtils.murmurHash}. */
    private static int flinkMurmur(int hash) {
        int code = hash;
        code *= 0xcc9e2d51;
        code = Integer.rotateLeft(code, 15);
        code *= 0x1b873593;
        code = Integer.rotateLeft(code, 13);
        code = code * 5 + 0xe6546b64;
        code ^= 4;
        code ^= code >>> 16;
        code *= 0x85ebca6b;
        code ^= code >>> 13;
        code *= 0xc2b2ae35;
        code ^= code >>> 16;
        if (code >= 0) {
            return code;
        } else if (code != Integer.MIN_VALUE) {
            return -code;
        } else {
            return 0;
        }
    }
}
