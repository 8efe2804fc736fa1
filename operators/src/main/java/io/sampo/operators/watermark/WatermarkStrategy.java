/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.watermark;

import io.sampo.core.function.Function;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a stream gets timestamps and watermarks.
 *
 * @param <T> type of the records
 * @param generator makes the watermarks
 * @param assigner finds timestamps; null keeps those of the source
 * @param idleness how long a split that was read to its end may be silent before it stops holding
 *     back watermarks; zero is never, null the setting {@code sampo.watermark.idleness}
 */
public record WatermarkStrategy<T>(
        Generators<T> generator,
        @Nullable TimestampAssigner<T> assigner,
        @Nullable Duration idleness)
        implements Function {

    /**
     * Makes generators, one for each split.
     *
     * @param <T> type of the records
     */
    @FunctionalInterface
    public interface Generators<T> extends Function {
        /** Returns a new generator. */
        WatermarkGenerator<T> create();
    }

    /** Returns a strategy with a generator of the user's own. */
    public static <T> WatermarkStrategy<T> forGenerator(Generators<T> generator) {
        return new WatermarkStrategy<>(generator, null, null);
    }

    /** For timestamps that never go back within a split. */
    public static <T> WatermarkStrategy<T> forMonotonousTimestamps() {
        return forBoundedOutOfOrderness(Duration.ZERO);
    }

    /** For timestamps that go back by at most {@code bound} within a split. */
    public static <T> WatermarkStrategy<T> forBoundedOutOfOrderness(Duration bound) {
        long boundMillis = bound.toMillis();
        if (boundMillis < 0) {
            throw new IllegalArgumentException(
                    "The bound of out-of-orderness must not be negative: bound=" + bound);
        }
        return forGenerator(() -> new BoundedOutOfOrdernessWatermarks<>(boundMillis));
    }

    /** For jobs without event time: no watermark before the end of input. */
    public static <T> WatermarkStrategy<T> noWatermarks() {
        return forGenerator(NoWatermarks::new);
    }

    /** Returns the same strategy without watermarks before the end of input. */
    public WatermarkStrategy<T> withoutWatermarks() {
        return new WatermarkStrategy<>(NoWatermarks::new, assigner, idleness);
    }

    /** Returns the same strategy with timestamps taken from the records. */
    public WatermarkStrategy<T> withTimestampAssigner(TimestampAssigner<T> timestamps) {
        return new WatermarkStrategy<>(generator, timestamps, idleness);
    }

    /**
     * Returns the same strategy with another grace time for silent splits; zero switches it off.
     */
    public WatermarkStrategy<T> withIdleness(Duration graceTime) {
        return new WatermarkStrategy<>(generator, assigner, graceTime);
    }
}
