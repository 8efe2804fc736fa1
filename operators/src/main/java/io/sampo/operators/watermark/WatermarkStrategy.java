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
 * @param alignment which sources wait for each other; null for a source that waits for none
 */
public record WatermarkStrategy<T>(
        Generators<T> generator,
        @Nullable TimestampAssigner<T> assigner,
        @Nullable Duration idleness,
        @Nullable WatermarkAlignment alignment)
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
        return new WatermarkStrategy<>(generator, null, null, null);
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

    /**
     * Returns the same strategy without watermarks before the end of input, so without alignment.
     */
    public WatermarkStrategy<T> withoutWatermarks() {
        return new WatermarkStrategy<>(NoWatermarks::new, assigner, idleness, null);
    }

    /** Returns the same strategy with timestamps taken from the records. */
    public WatermarkStrategy<T> withTimestampAssigner(TimestampAssigner<T> timestamps) {
        return new WatermarkStrategy<>(generator, timestamps, idleness, alignment);
    }

    /**
     * Returns the same strategy with another grace time for silent splits; zero switches it off.
     */
    public WatermarkStrategy<T> withIdleness(Duration graceTime) {
        return new WatermarkStrategy<>(generator, assigner, graceTime, alignment);
    }

    /**
     * Returns the same strategy for a source that keeps in step with others: {@link
     * #withWatermarkAlignment(String, Duration, Duration)} with an update in each second.
     */
    public WatermarkStrategy<T> withWatermarkAlignment(String group, Duration maxDrift) {
        return withWatermarkAlignment(group, maxDrift, WatermarkAlignment.DEFAULT_UPDATE_INTERVAL);
    }

    /**
     * Returns the same strategy for a source that keeps in step with others, so that what joins
     * them need not hold what the fastest has read long before its time. A subtask whose watermark
     * is more than {@code maxDrift} above the lowest of all subtasks of the group reads nothing
     * until the others have come closer; barriers pass it all the same. Idle subtasks and those at
     * the end of their input hold back nobody, those that have not begun hold back all. Between two
     * watermarks, which are made in each {@code sampo.watermark.interval} unless the generator
     * emits more often, a subtask may read further than that.
     *
     * <p>Nothing of it is state: each attempt of a job begins anew.
     *
     * @param group sources of the job with the same one wait for each other
     * @param maxDrift how far ahead of the lowest this source may be
     * @param updateInterval how often each subtask tells how far it is
     * @throws IllegalArgumentException if the group is blank, the drift negative, or the interval
     *     shorter than a millisecond
     */
    public WatermarkStrategy<T> withWatermarkAlignment(
            String group, Duration maxDrift, Duration updateInterval) {
        return new WatermarkStrategy<>(
                generator,
                assigner,
                idleness,
                new WatermarkAlignment(group, maxDrift, updateInterval));
    }
}
