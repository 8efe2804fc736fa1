/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import java.util.Locale;

/**
 * How many records the sources of a job have read, in all its attempts: what is read again after a
 * restart counts again.
 *
 * @param since the first attempt that is counted, 0 before it. Those before were watched by another
 *     directory of jobs, whose count is lost with it
 * @param before in the attempts but for the last
 * @param last in the last attempt
 */
public record RecordsRead(int since, long before, long last) {
    /** That of a job of which nothing has run yet. */
    public static final RecordsRead NONE = new RecordsRead(0, 0, 0);

    RecordsRead begins(int attempt) {
        return since == 0
                ? new RecordsRead(attempt, 0, 0)
                : new RecordsRead(since, before + last, 0);
    }

    RecordsRead withLast(long records) {
        return new RecordsRead(since, before, records);
    }

    /** Returns how many they are in all attempts that are counted. */
    public long total() {
        return before + last;
    }

    /** Returns whether all attempts are counted. */
    public boolean isComplete() {
        return since <= 1;
    }

    /** Returns the total for people, with a plus if it is only a part, or that it is unknown. */
    public String toText() {
        if (isComplete()) {
            return String.format(Locale.ROOT, "%,d", total());
        }
        return total() == 0 ? "unknown" : String.format(Locale.ROOT, "%,d+", total());
    }
}
