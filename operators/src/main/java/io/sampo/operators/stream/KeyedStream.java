/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.core.function.AggregateFunction;
import io.sampo.core.function.KeySelector;
import io.sampo.core.function.ReduceFunction;
import io.sampo.core.type.KeyType;
import io.sampo.core.type.LambdaTypes;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.function.KeyedProcessFunction;
import io.sampo.operators.function.MapFunction;
import io.sampo.operators.graph.OperatorTraits;
import io.sampo.operators.graph.Upstream;
import io.sampo.operators.partition.Partitioner;
import io.sampo.operators.process.FunctionOperatorFactory;
import io.sampo.operators.process.KeyedProcessOperator;
import io.sampo.operators.process.KeyedReduceOperator;
import io.sampo.operators.window.GlobalWindow;
import io.sampo.operators.window.GlobalWindows;
import io.sampo.operators.window.Window;
import io.sampo.operators.window.WindowAssigner;
import io.sampo.operators.window.WindowSpec;
import io.sampo.operators.window.evictor.CountEvictor;
import io.sampo.operators.window.trigger.CountTrigger;
import io.sampo.operators.window.trigger.PurgingTrigger;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A stream whose records are dealt out by key: what follows has state for each key. Keys are
 * compared by value; see {@link KeyType#of} for what can be a key. Confined to the thread that
 * writes the job.
 *
 * <p>Operators on it keep state, so each should be given a name with {@link DataStream#name}.
 *
 * @param <T> type of the records
 * @param <K> type of the keys
 */
public final class KeyedStream<T, K> {
    private final StreamEnvironment env;
    private final List<Upstream> upstreams;
    private final OperatorTraits traits;

    private KeyedStream(StreamEnvironment env, List<Upstream> upstreams, OperatorTraits traits) {
        this.env = env;
        this.upstreams = upstreams;
        this.traits = traits;
    }

    static <T, K> KeyedStream<T, K> of(
            StreamEnvironment env, List<Upstream> inputs, KeySelector<? super T, K> selector) {
        checkKeys(selector);
        return new KeyedStream<>(env, redirected(inputs, selector), OperatorTraits.KEYED);
    }

    /** Returns a stream with all records under one key, so that they meet in one subtask. */
    static <T> KeyedStream<T, Integer> underOneKey(StreamEnvironment env, List<Upstream> inputs) {
        KeySelector<T, Integer> one = record -> 0;
        return new KeyedStream<>(env, redirected(inputs, one), OperatorTraits.ONE_KEY);
    }

    @SuppressWarnings("unchecked") // the engine calls it with the stream's own records only
    private static List<Upstream> redirected(List<Upstream> inputs, KeySelector<?, ?> selector) {
        Partitioner byKey = new Partitioner.ByKey((KeySelector<Object, Object>) selector);
        List<Upstream> redirected = new ArrayList<>();
        for (Upstream input : inputs) {
            redirected.add(input.with(byKey));
        }
        return redirected;
    }

    /** Refuses early what is known to be unfit; what is open is checked with the first key. */
    private static void checkKeys(KeySelector<?, ?> selector) {
        Class<?> keys = LambdaTypes.resultOf(selector, KeySelector.class).rawClass();
        boolean open = keys == Object.class || Modifier.isAbstract(keys.getModifiers());
        if (keys.isArray() || keys.isEnum() || !open) {
            KeyType.of(keys);
        }
    }

    StreamEnvironment env() {
        return env;
    }

    List<Upstream> upstreams() {
        return upstreams;
    }

    /**
     * Connects this stream with another one of the same keys, for an operator that has state for
     * each key and takes records of both.
     *
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if the other is of
     *     another environment
     */
    public <B> KeyedConnectedStreams<K, T, B> connect(KeyedStream<B, K> other) {
        return new KeyedConnectedStreams<>(this, other);
    }

    /**
     * Connects this stream with a broadcast one.
     *
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if the other is of
     *     another environment
     */
    public <B> KeyedBroadcastConnectedStream<K, T, B> connect(BroadcastStream<B> other) {
        return new KeyedBroadcastConnectedStream<>(this, other);
    }

    /**
     * Joins this stream, the left one, with another one of the same keys: records meet whose
     * timestamps are near each other.
     *
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if the other is of
     *     another environment
     */
    public <B> IntervalJoin.Unbounded<K, T, B> intervalJoin(KeyedStream<B, K> right) {
        return new IntervalJoin.Unbounded<>(connect(right));
    }

    /**
     * Joins each record of this stream with the newest version of its key in another stream that is
     * not later than itself.
     *
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if the other is of
     *     another environment
     */
    public <B> TemporalJoin<K, T, B> temporalJoin(KeyedStream<B, K> versions) {
        return new TemporalJoin<>(connect(versions));
    }

    /** Runs a function with state and timers for each key. */
    public <R> DataStream<R> process(KeyedProcessFunction<K, T, R> function) {
        return transform(
                "process",
                new FunctionOperatorFactory<KeyedProcessFunction<K, T, R>, R>(
                        function, KeyedProcessOperator::new));
    }

    /**
     * Combines all records of each key into one of the same type, and emits it anew for every
     * record; in bounded mode once for each key, as all running results.
     *
     * <pre>{@code
     * sales.keyBy(Sale::shop).reduce((a, b) -> new Sale(a.shop(), a.amount() + b.amount()))
     * }</pre>
     */
    public DataStream<T> reduce(ReduceFunction<T> function) {
        return transform(
                "reduce",
                new FunctionOperatorFactory<ReduceFunction<T>, T>(
                        function, KeyedReduceOperator::new));
    }

    /** Aggregates all records of each key, and emits the result anew for every record. */
    public <A, R> DataStream<KeyedValue<K, R>> aggregate(AggregateFunction<T, A, R> function) {
        return transformRunning("aggregate", new RunningAggregate<K, T, A, R>(function));
    }

    /** Counts the records of each key, and emits the count anew for every record. */
    public DataStream<KeyedValue<K, Long>> count() {
        return transformRunning("count", new RunningSum<K, T>(record -> 1));
    }

    /** Adds up a number for each key, and emits the sum anew for every record. */
    public DataStream<KeyedValue<K, Long>> sum(ToLongFunction<? super T> number) {
        return transformRunning("sum", new RunningSum<K, T>(number));
    }

    /**
     * Keeps for each key the record with the least value, the first of several, and emits it anew
     * for every record.
     */
    public <C extends Comparable<? super C>> DataStream<T> min(MapFunction<? super T, C> value) {
        return transform(
                "min",
                new FunctionOperatorFactory<ReduceFunction<T>, T>(
                        (a, b) -> value.map(b).compareTo(value.map(a)) < 0 ? b : a,
                        KeyedReduceOperator::new));
    }

    /**
     * Keeps for each key the record with the greatest value, the first of several, and emits it
     * anew for every record.
     */
    public <C extends Comparable<? super C>> DataStream<T> max(MapFunction<? super T, C> value) {
        return transform(
                "max",
                new FunctionOperatorFactory<ReduceFunction<T>, T>(
                        (a, b) -> value.map(b).compareTo(value.map(a)) > 0 ? b : a,
                        KeyedReduceOperator::new));
    }

    /**
     * Puts the records of each key into windows.
     *
     * <pre>{@code
     * sales.keyBy(Sale::shop).window(TumblingEventTimeWindows.of(Duration.ofHours(1))).reduce(Sale::plus)
     * }</pre>
     */
    public <W extends Window> WindowedStream<T, K, W> window(
            WindowAssigner<? super T, W> assigner) {
        return new WindowedStream<>(this, WindowSpec.of(assigner));
    }

    /**
     * Puts the records of each key into windows of {@code size} records that follow each other: the
     * window fires, and begins anew, when it is full. One that is never full never fires.
     */
    public WindowedStream<T, K, GlobalWindow> countWindow(long size) {
        return window(GlobalWindows.create()).trigger(PurgingTrigger.of(CountTrigger.of(size)));
    }

    /**
     * Puts the records of each key into windows that fire every {@code slide} records, with the
     * last {@code size} of the key; the first ones with fewer.
     */
    public WindowedStream<T, K, GlobalWindow> countWindow(long size, long slide) {
        return window(GlobalWindows.create())
                .evictor(CountEvictor.of(size))
                .trigger(CountTrigger.of(slide));
    }

    private <V> DataStream<KeyedValue<K, V>> transformRunning(
            String kind, KeyedProcessFunction<K, T, KeyedValue<K, V>> function) {
        return transform(
                kind,
                new FunctionOperatorFactory<
                        KeyedProcessFunction<K, T, KeyedValue<K, V>>, KeyedValue<K, V>>(
                        function, KeyedProcessOperator::running));
    }

    /**
     * Puts an operator before the records are dealt out by key, in the chain that they come from.
     *
     * @param kind its name
     * @param operator makes it for the selector of the keys
     * @param selector finds the same keys in what it emits
     */
    <P> KeyedStream<P, K> inTwoSteps(
            String kind,
            Function<KeySelector<T, K>, OperatorFactory<P>> operator,
            KeySelector<P, K> selector) {
        List<Upstream> steps = new ArrayList<>();
        for (Upstream input : upstreams) {
            steps.add(
                    Upstream.of(
                            env.addOperator(
                                    kind,
                                    List.of(input.with(null)),
                                    operator.apply(selectorOf(input)),
                                    OperatorTraits.FOLLOWING)));
        }
        return new KeyedStream<>(env, redirected(steps, selector), traits);
    }

    @SuppressWarnings("unchecked") // as it was put there
    private static <T, K> KeySelector<T, K> selectorOf(Upstream input) {
        if (input.partitioner() instanceof Partitioner.ByKey byKey) {
            return (KeySelector<T, K>) (KeySelector<?, ?>) byKey.selector();
        }
        throw new IllegalStateException("Not dealt out by key: " + input);
    }

    /** Adds an operator with keyed state; {@code kind} is its name until the user gives it one. */
    <R> DataStream<R> transform(String kind, OperatorFactory<R> factory) {
        return env.add(kind, upstreams, factory, traits);
    }
}
