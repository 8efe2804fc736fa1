/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.core.function.KeySelector;
import io.sampo.operators.function.CoGroupFunction;
import io.sampo.operators.join.CoGroupOperator;
import io.sampo.operators.join.TaggedUnion;
import io.sampo.operators.window.Evictor;
import io.sampo.operators.window.Trigger;
import io.sampo.operators.window.Window;
import io.sampo.operators.window.WindowAssigner;
import io.sampo.operators.window.WindowSpec;
import java.time.Duration;

/**
 * Two streams whose records meet if they share a key and a window. See SEMANTICS rule 68.
 *
 * <pre>{@code
 * orders.coGroup(payments)
 *         .where(Order::customer)
 *         .equalTo(Payment::customer)
 *         .window(TumblingEventTimeWindows.of(Duration.ofHours(1)))
 *         .apply(new UnpaidOrders())
 *         .name("unpaid")
 * }</pre>
 *
 * <p>The windows keep all records of both streams until they go. Results have the last timestamp of
 * their window. Confined to the thread that writes the job.
 *
 * @param <A> type of the first stream
 * @param <B> type of the second stream
 */
public final class CoGroupedStreams<A, B> {
    private final DataStream<A> first;
    private final DataStream<B> second;

    CoGroupedStreams(DataStream<A> first, DataStream<B> second) {
        ConnectedStreams.checkEnvironment(first.env(), second.env());
        this.first = first;
        this.second = second;
    }

    /**
     * Says the key of the first stream.
     *
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if its type is known
     *     and unfit
     */
    public <K> Where<K> where(KeySelector<? super A, K> key) {
        return new Where<>(first.keyBy(key));
    }

    /**
     * The first stream has its key.
     *
     * @param <K> type of the keys of both streams
     */
    public final class Where<K> {
        private final KeyedStream<A, K> keyed;

        private Where(KeyedStream<A, K> keyed) {
            this.keyed = keyed;
        }

        /** Says the key of the second stream; as {@link CoGroupedStreams#where}. */
        public EqualTo<K, A, B> equalTo(KeySelector<? super B, K> key) {
            return new EqualTo<>(keyed.connect(second.keyBy(key)));
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
        private final KeyedConnectedStreams<K, A, B> streams;

        private EqualTo(KeyedConnectedStreams<K, A, B> streams) {
            this.streams = streams;
        }

        /**
         * Says which windows there are. Those that look at records see the ones of both streams.
         */
        public <W extends Window> WithWindow<K, A, B, W> window(
                WindowAssigner<? super TaggedUnion<A, B>, W> assigner) {
            return new WithWindow<>(streams, WindowSpec.of(assigner));
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
        private final KeyedConnectedStreams<K, A, B> streams;
        private final WindowSpec<TaggedUnion<A, B>, W> spec;

        private WithWindow(
                KeyedConnectedStreams<K, A, B> streams, WindowSpec<TaggedUnion<A, B>, W> spec) {
            this.streams = streams;
            this.spec = spec;
        }

        /** As {@link WindowedStream#trigger}. */
        public WithWindow<K, A, B, W> trigger(
                Trigger<? super TaggedUnion<A, B>, ? super W> trigger) {
            return new WithWindow<>(streams, spec.withTrigger(trigger));
        }

        /** Returns the same windows with an evictor, for the records of both streams together. */
        public WithWindow<K, A, B, W> evictor(
                Evictor<? super TaggedUnion<A, B>, ? super W> evictor) {
            return new WithWindow<>(streams, spec.withEvictor(evictor));
        }

        /**
         * Returns the same windows, kept for some time after their end: a record that comes within
         * it fires its window again, with all that is in it. Windows of event time only.
         */
        public WithWindow<K, A, B, W> allowedLateness(Duration lateness) {
            return new WithWindow<>(streams, spec.withAllowedLateness(lateness));
        }

        /** Makes results of each window, also of those that have records of one stream only. */
        public <R> DataStream<R> apply(CoGroupFunction<A, B, R> function) {
            return transform("co-group", function);
        }

        <R> DataStream<R> transform(String kind, CoGroupFunction<A, B, R> function) {
            return streams.transform(kind, CoGroupOperator.factory(spec, function));
        }
    }
}
