/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window;

import io.sampo.operators.function.OutputTag;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which windows there are and how they behave, without what is computed. Data for the engine; users
 * say it on a windowed stream.
 *
 * @param <T> type of the records
 * @param <W> type of the windows
 * @param assigner says which windows a record belongs to
 * @param customTrigger fires the windows; null for the assigner's own
 * @param evictor drops records from windows that fire; null if there is none
 * @param allowedLatenessMillis how long a window of event time is kept after its end
 * @param lateOutput gets records that come too late; null drops and counts them
 */
public record WindowSpec<T, W extends Window>(
        WindowAssigner<? super T, W> assigner,
        @Nullable Trigger<? super T, ? super W> customTrigger,
        @Nullable Evictor<? super T, ? super W> evictor,
        long allowedLatenessMillis,
        @Nullable OutputTag<T> lateOutput)
        implements Serializable {

    /** Checks that the parts go together. */
    public WindowSpec {
        if (allowedLatenessMillis < 0) {
            throw new IllegalArgumentException(
                    "The allowed lateness must not be negative: allowedLateness="
                            + Duration.ofMillis(allowedLatenessMillis));
        }
        if (customTrigger != null
                && !customTrigger.canMerge()
                && assigner instanceof MergingWindowAssigner) {
            throw new IllegalArgumentException(
                    "The trigger cannot merge windows, as these need: trigger="
                            + customTrigger
                            + " windows="
                            + assigner);
        }
    }

    /** Returns windows as the assigner makes them. */
    public static <T, W extends Window> WindowSpec<T, W> of(WindowAssigner<? super T, W> assigner) {
        return new WindowSpec<>(assigner, null, null, 0, null);
    }

    /** Returns the same windows with another trigger. */
    public WindowSpec<T, W> withTrigger(Trigger<? super T, ? super W> trigger) {
        return new WindowSpec<>(assigner, trigger, evictor, allowedLatenessMillis, lateOutput);
    }

    /** Returns the same windows with an evictor. */
    public WindowSpec<T, W> withEvictor(Evictor<? super T, ? super W> evictor) {
        return new WindowSpec<>(
                assigner, customTrigger, evictor, allowedLatenessMillis, lateOutput);
    }

    /** Returns the same windows with another allowed lateness. */
    public WindowSpec<T, W> withAllowedLateness(Duration lateness) {
        long millis = WindowSizes.millis("allowedLateness", lateness);
        return new WindowSpec<>(assigner, customTrigger, evictor, millis, lateOutput);
    }

    /** Returns the same windows with an output for late records. */
    public WindowSpec<T, W> withLateOutput(OutputTag<T> tag) {
        return new WindowSpec<>(assigner, customTrigger, evictor, allowedLatenessMillis, tag);
    }

    /** Returns what fires the windows. */
    public Trigger<? super T, ? super W> trigger() {
        return customTrigger == null ? assigner.defaultTrigger() : customTrigger;
    }
}
