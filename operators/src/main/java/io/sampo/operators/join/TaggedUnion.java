/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.join;

import org.jspecify.annotations.Nullable;

/**
 * A record of one of two streams, as the windows of a join and a co-group see it: their assigner,
 * trigger and evictor. Exactly one of the two components is not null. Part of the form of the
 * state.
 *
 * @param <A> type of the first stream
 * @param <B> type of the second stream
 * @param one the record if it is of the first stream
 * @param two the record if it is of the second stream
 */
public record TaggedUnion<A, B>(@Nullable A one, @Nullable B two) {
    /** Returns a record of the first stream. */
    public static <A, B> TaggedUnion<A, B> one(A record) {
        return new TaggedUnion<>(record, null);
    }

    /** Returns a record of the second stream. */
    public static <A, B> TaggedUnion<A, B> two(B record) {
        return new TaggedUnion<>(null, record);
    }
}
