/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.core.function.KeySelector;
import io.sampo.operators.function.FlatJoinFunction;
import io.sampo.operators.function.JoinFunction;
import io.sampo.operators.join.AllPairs;
import io.sampo.operators.join.SingleResults;
import io.sampo.operators.join.TaggedUnion;
import io.sampo.operators.window.Evictor;
import io.sampo.operators.window.Trigger;
import io.sampo.operators.window.Window;
import io.sampo.operators.window.WindowAssigner;
import java.time.Duration;

/**
 * Two streams whose records are paired if they share a key and a window: an inner join. Whenever a
 * window fires, all its pairs come out. Else as {@link CoGroupedStreams}.
 *
 * <pre>{@code
 * orders.join(payments)
 *         .where(Order::id)
 *         .equalTo(Payment::order)
 *         .window(TumblingEventTimeWindows.of(Duration.ofHours(1)))
 *         .apply((order, payment) -> new Paid(order, payment.amount()))
 *         .name("paid")
 * }</pre>
 *
 * @param <A> type of the first stream
 * @param <B> type of the second stream
 */
public final class JoinedStreams<A, B> {
    private final CoGroupedStreams<A, B> grouped;

    JoinedStreams(DataStream<A> first, DataStream<B> second) {
        grouped = new CoGroupedStreams<>(first, second);
    }

    /** Says the key of the first stream; as {@link CoGroupedStreams#where}. */
    public <K> Where<K> where(KeySelector<? super A, K> key) {
        return new Where<>(grouped.where(key));
    }

    /**
     * The first stream has its key.
     *
     * @param <K> type of the keys of both streams
     */
    public final class Where<K> {
        private final CoGroupedStreams<A, B>.Where<K> where;

        private Where(CoGroupedStreams<A, B>.Where<K> where) {
            this.where = where;
        }

        /** Says the key of the second stream; as {@link CoGroupedStreams#where}. */
        public EqualTo<K, A, B> equalTo(KeySelector<? super B, K> key) {
            return new EqualTo<>(where.equalTo(key));
        }
    }

    /**
     * Both streams have their keys.
     *
     * @param <K> type of the keys of both streams
     * @param <A> type of the first stream
     * @param <B> type of the second stream
     */
    public static final class EqualTo<K, A, B> {
        private final CoGroupedStreams.EqualTo<K, A, B> keyed;

        private EqualTo(CoGroupedStreams.EqualTo<K, A, B> keyed) {
            this.keyed = keyed;
        }

        /** Says which windows there are; as {@link CoGroupedStreams.EqualTo#window}. */
        public <W extends Window> WithWindow<K, A, B, W> window(
                WindowAssigner<? super TaggedUnion<A, B>, W> assigner) {
            return new WithWindow<>(keyed.window(assigner));
        }
    }

    /**
     * The windows are known.
     *
     * @param <K> type of the keys of both streams
     * @param <A> type of the first stream
     * @param <B> type of the second stream
     * @param <W> type of the windows
     */
    public static final class WithWindow<K, A, B, W extends Window> {
        private final CoGroupedStreams.WithWindow<K, A, B, W> windows;

        private WithWindow(CoGroupedStreams.WithWindow<K, A, B, W> windows) {
            this.windows = windows;
        }

        /** As {@link WindowedStream#trigger}. */
        public WithWindow<K, A, B, W> trigger(
                Trigger<? super TaggedUnion<A, B>, ? super W> trigger) {
            return new WithWindow<>(windows.trigger(trigger));
        }

        /** Returns the same windows with an evictor, for the records of both streams together. */
        public WithWindow<K, A, B, W> evictor(
                Evictor<? super TaggedUnion<A, B>, ? super W> evictor) {
            return new WithWindow<>(windows.evictor(evictor));
        }

        /** As {@link CoGroupedStreams.WithWindow#allowedLateness}: all pairs come out again. */
        public WithWindow<K, A, B, W> allowedLateness(Duration lateness) {
            return new WithWindow<>(windows.allowedLateness(lateness));
        }

        /** Makes one result of each pair. */
        public <R> DataStream<R> apply(JoinFunction<? super A, ? super B, ? extends R> function) {
            return apply(new SingleResults<A, B, R>(function));
        }

        /** Makes any number of results of each pair. */
        public <R> DataStream<R> apply(FlatJoinFunction<? super A, ? super B, R> function) {
            return windows.transform("join", new AllPairs<A, B, R>(function));
        }
    }
}
