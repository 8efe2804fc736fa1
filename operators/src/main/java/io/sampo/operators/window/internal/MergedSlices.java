/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.window.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What of the slices of one key is merged, so that a window that fires takes a merge or two,
 * however many slices it has. Time is cut in two. Of the slices before {@code end} each holds what
 * all from it to there hold together; those behind it hold what they got, and {@code sum} is all of
 * them that the last window had.
 *
 * <pre>
 *      starts[0]       starts[1]         end                 until
 *          |---------------------------->|                     |
 *                          |------------>|--------sum--------->|
 * </pre>
 *
 * @param <A> type of the accumulators
 * @param end where the two parts meet
 * @param starts of the slices before {@code end} when they were merged, ascending; those that
 *     belong to no later window have gone from the state since
 * @param until the end of the last window that has fired
 * @param sum null if there is nothing from {@code end} to {@code until}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; of a thousand slices each
record MergedSlices<A>(long end, long[] starts, long until, @Nullable A sum) {
    private static final long[] NO_STARTS = {};

    /** Nothing is merged before {@code start}, and from there on {@code sum} is. */
    static <A> MergedSlices<A> from(long start, long until, @Nullable A sum) {
        return new MergedSlices<>(start, NO_STARTS, until, sum);
    }

    /** Returns the place of the first slice that begins at a time or later. */
    int firstFrom(long time) {
        int found = Arrays.binarySearch(starts, time);
        return found < 0 ? ~found : found;
    }

    boolean isStart(long time) {
        return Arrays.binarySearch(starts, time) >= 0;
    }

    MergedSlices<A> withStart(long start) {
        int place = firstFrom(start);
        long[] more = new long[starts.length + 1];
        System.arraycopy(starts, 0, more, 0, place);
        more[place] = start;
        System.arraycopy(starts, place, more, place + 1, starts.length - place);
        return new MergedSlices<>(end, more, until, sum);
    }

    MergedSlices<A> withSum(long newUntil, @Nullable A newSum) {
        return new MergedSlices<>(end, starts, newUntil, newSum);
    }
}
