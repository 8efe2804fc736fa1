/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import java.time.Duration;

/** Checks the sizes and offsets of windows (SEMANTICS rule 23). */
final class WindowSizes {
    private static final long MAX_WINDOWS_PER_RECORD = 10_000_000;

    private WindowSizes() {}

    static long millis(String name, Duration duration) {
        try {
            return duration.toMillis();
        } catch (ArithmeticException tooLong) {
            throw new IllegalArgumentException(
                    "A duration of windows is too long: " + name + "=" + duration, tooLong);
        }
    }

    static void checkTumbling(long sizeMillis, long offsetMillis) {
        checkPositive("size", sizeMillis);
        if (Math.abs(offsetMillis) >= sizeMillis) {
            throw new IllegalArgumentException(
                    "The offset of tumbling windows must be shorter than their size: size="
                            + Duration.ofMillis(sizeMillis)
                            + " offset="
                            + Duration.ofMillis(offsetMillis));
        }
    }

    static void checkSliding(long sizeMillis, long slideMillis, long offsetMillis) {
        checkPositive("size", sizeMillis);
        checkPositive("slide", slideMillis);
        if (Math.abs(offsetMillis) >= slideMillis) {
            throw new IllegalArgumentException(
                    "The offset of sliding windows must be shorter than their slide: slide="
                            + Duration.ofMillis(slideMillis)
                            + " offset="
                            + Duration.ofMillis(offsetMillis));
        }
        if (sizeMillis / slideMillis > MAX_WINDOWS_PER_RECORD) {
            throw new IllegalArgumentException(
                    "A record would belong to more than 10,000,000 sliding windows: size="
                            + Duration.ofMillis(sizeMillis)
                            + " slide="
                            + Duration.ofMillis(slideMillis)
                            + ". Choose a longer slide.");
        }
    }

    static void checkCumulating(long maxSizeMillis, long stepMillis, long offsetMillis) {
        checkPositive("maxSize", maxSizeMillis);
        checkPositive("step", stepMillis);
        String sizes =
                "maxSize="
                        + Duration.ofMillis(maxSizeMillis)
                        + " step="
                        + Duration.ofMillis(stepMillis);
        if (maxSizeMillis % stepMillis != 0) {
            throw new IllegalArgumentException(
                    "The size of cumulating windows must be a multiple of their step: " + sizes);
        }
        if (Math.abs(offsetMillis) >= maxSizeMillis) {
            throw new IllegalArgumentException(
                    "The offset of cumulating windows must be shorter than their size: "
                            + sizes
                            + " offset="
                            + Duration.ofMillis(offsetMillis));
        }
        if (maxSizeMillis / stepMillis > MAX_WINDOWS_PER_RECORD) {
            throw new IllegalArgumentException(
                    "A record would belong to more than 10,000,000 cumulating windows: "
                            + sizes
                            + ". Choose a longer step.");
        }
    }

    static void checkPositive(String name, long millis) {
        if (millis <= 0) {
            throw new IllegalArgumentException(
                    "The "
                            + name
                            + " of windows must be at least one millisecond: "
                            + name
                            + "="
                            + Duration.ofMillis(millis));
        }
    }
}
