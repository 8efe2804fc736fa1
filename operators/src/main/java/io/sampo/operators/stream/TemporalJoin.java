/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.function.FilterFunction;
import io.sampo.operators.function.ProcessJoinFunction;
import io.sampo.operators.join.TemporalJoinOperator;
import io.sampo.operators.join.TemporalJoinOperator.TemporalMatch;
import org.jspecify.annotations.Nullable;

/**
 * Joins each record of a keyed stream, the left one, with what was valid for its key at its time:
 * the newest version of another stream that is not later. As SQL's join with a versioned table,
 * {@code FOR SYSTEM_TIME AS OF}.
 *
 * <pre>{@code
 * orders.keyBy(Order::currency)
 *         .temporalJoin(rates.keyBy(Rate::currency))
 *         .process(new ToEuros())
 *         .name("orders in euros")
 * }</pre>
 *
 * <p>A left record waits until the watermark of both streams has reached its timestamp; results
 * come in the order of those timestamps, and have them. Of two versions of one time the last to
 * come counts. Versions go when the watermark has reached a newer one; the newest stays for ever. A
 * left record that comes behind the watermark is joined with the next one, with what is left then.
 *
 * @param <K> type of the keys of both streams
 * @param <A> type of the left stream
 * @param <B> type of the versions
 */
public final class TemporalJoin<K, A, B> {
    private final KeyedConnectedStreams<K, A, B> streams;
    private final TemporalMatch<B> match;

    TemporalJoin(KeyedConnectedStreams<K, A, B> streams) {
        this(streams, new TemporalMatch<>(false, null));
    }

    private TemporalJoin(KeyedConnectedStreams<K, A, B> streams, TemporalMatch<B> match) {
        this.streams = streams;
        this.match = match;
    }

    /**
     * Returns the same, but left records for which nothing is valid are joined with null, which has
     * the timestamp {@code Long.MIN_VALUE}. Without it they are dropped.
     */
    public TemporalJoin<K, A, B> leftOuter() {
        return new TemporalJoin<>(streams, new TemporalMatch<>(true, match.deletion()));
    }

    /** Returns the same, but such versions say that from their time on nothing is valid. */
    public TemporalJoin<K, A, B> deletedWhen(FilterFunction<? super B> deletion) {
        return new TemporalJoin<>(streams, new TemporalMatch<>(match.outer(), deletion));
    }

    /** Makes results of each left record and what was valid. */
    public <R> DataStream<R> process(ProcessJoinFunction<A, @Nullable B, R> function) {
        TemporalMatch<B> counted = match;
        OperatorFactory<R> factory = () -> new TemporalJoinOperator<>(counted, function);
        return streams.transform("temporal-join", factory);
    }
}
