/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.function.OutputTag;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which records of two streams meet: those whose right timestamp lies from {@code left + lower} to
 * {@code left + upper}, both included, in milliseconds.
 *
 * @param <A> type of the left stream
 * @param <B> type of the right stream
 * @param lower may be negative
 * @param upper not below {@code lower}
 * @param kind whose records are shown that meet nobody
 * @param leftLate where left records go that come too late; null to drop them
 * @param rightLate where right records go that come too late; null to drop them
 */
public record JoinInterval<A, B>(
        long lower,
        long upper,
        JoinKind kind,
        @Nullable OutputTag<A> leftLate,
        @Nullable OutputTag<B> rightLate)
        implements Serializable {
    /** Far beyond any time, and sums of several are still numbers. */
    private static final long FARTHEST = 1L << 60;

    /** More pieces are more look-ups, fewer are more records to pass over and to keep. */
    private static final long PIECES = 4;

    /** Checks the bounds. */
    public JoinInterval {
        if (lower > upper || lower < -FARTHEST || upper > FARTHEST) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "No records can meet in the interval: lowerMillis="
                            + lower
                            + " upperMillis="
                            + upper
                            + ". The lower bound must not exceed the upper one; an exclusive bound is"
                            + " one millisecond further in.");
        }
    }

    /**
     * Returns the length in milliseconds of the pieces that what is kept of each stream is cut
     * into; the interval touches five of them at most, wherever it lies.
     */
    long pieceMillis() {
        return (upper - lower) / PIECES + 1;
    }
}
