/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.function.KeySelector;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.function.CustomPartitioner;
import io.sampo.operators.function.FilterFunction;
import io.sampo.operators.function.FlatMapFunction;
import io.sampo.operators.function.MapFunction;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.ProcessFunction;
import io.sampo.operators.graph.OperatorTraits;
import io.sampo.operators.graph.Transformation;
import io.sampo.operators.graph.Upstream;
import io.sampo.operators.job.ChainingStrategy;
import io.sampo.operators.partition.Partitioner;
import io.sampo.operators.process.FilterOperator;
import io.sampo.operators.process.FlatMapOperator;
import io.sampo.operators.process.FunctionOperatorFactory;
import io.sampo.operators.process.MapOperator;
import io.sampo.operators.process.ProcessOperator;
import io.sampo.operators.process.TimestampsAndWatermarksOperator;
import io.sampo.operators.sink.PrintSink;
import io.sampo.operators.sink.Sink;
import io.sampo.operators.sink.SinkOperatorFactory;
import io.sampo.operators.sink.TwoPhaseSink;
import io.sampo.operators.watermark.WatermarkStrategy;
import io.sampo.operators.window.GlobalWindow;
import io.sampo.operators.window.Window;
import io.sampo.operators.window.WindowAssigner;
import io.sampo.state.StateDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stream of records in a job that is being written. Each method adds an operator and returns the
 * stream that it makes; nothing runs before {@code execute}. Confined to the thread that writes the
 * job.
 *
 * <pre>{@code
 * env.fromElements("to be", "or not")
 *         .flatMap((String line, Collector<String> out) -> List.of(line.split(" ")).forEach(out::collect))
 *         .keyBy(word -> word)
 *         .count()
 *         .name("count words")
 *         .print();
 * }</pre>
 *
 * <p>Functions are serialized when the job is executed, and every subtask gets a copy of its own.
 *
 * @param <T> type of the records
 */
public final class DataStream<T> {
    private final StreamEnvironment env;
    private final List<Upstream> upstreams;

    /**
     * The operator whose main output this is; null for a union and whatever has been redirected.
     */
    private final @Nullable Transformation producer;

    private DataStream(
            StreamEnvironment env, List<Upstream> upstreams, @Nullable Transformation producer) {
        this.env = env;
        this.upstreams = upstreams;
        this.producer = producer;
    }

    static <T> DataStream<T> of(StreamEnvironment env, Transformation producer) {
        return new DataStream<>(env, List.of(Upstream.of(producer)), producer);
    }

    StreamEnvironment env() {
        return env;
    }

    List<Upstream> upstreams() {
        return upstreams;
    }

    // ---- operators

    /** Turns each record into one other. Not null; to drop records use {@link #flatMap}. */
    public <R> DataStream<R> map(MapFunction<? super T, ? extends R> function) {
        return transform(
                "map",
                new FunctionOperatorFactory<MapFunction<? super T, ? extends R>, R>(
                        function, MapOperator::new));
    }

    /** Turns each record into any number of others. */
    public <R> DataStream<R> flatMap(FlatMapFunction<? super T, R> function) {
        return transform(
                "flat-map",
                new FunctionOperatorFactory<FlatMapFunction<? super T, R>, R>(
                        function, FlatMapOperator::new));
    }

    /** Lets some records through. */
    public DataStream<T> filter(FilterFunction<? super T> function) {
        return transform(
                "filter",
                new FunctionOperatorFactory<FilterFunction<? super T>, T>(
                        function, FilterOperator::new));
    }

    /** Runs a function that sees timestamps and watermarks and has side outputs. */
    public <R> DataStream<R> process(ProcessFunction<T, R> function) {
        return transform(
                "process",
                new FunctionOperatorFactory<ProcessFunction<T, R>, R>(
                        function, ProcessOperator::new));
    }

    /**
     * Gives the records new timestamps and the stream new watermarks; those from before are
     * dropped. Where the source can do it, it does it better: for each split by itself.
     *
     * @throws io.sampo.core.error.StreamException with {@code INVALID_PROGRAM} if the strategy
     *     aligns sources, which only they can do
     */
    public DataStream<T> assignTimestampsAndWatermarks(WatermarkStrategy<T> strategy) {
        if (strategy.alignment() != null) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "Only a source can wait for others: alignment="
                            + strategy.alignment()
                            + ". Call withWatermarkAlignment(...) on the strategy that is given to"
                            + " fromSource(...).");
        }
        OperatorFactory<T> factory = () -> new TimestampsAndWatermarksOperator<>(strategy);
        return env.add("timestamps", upstreams, factory, OperatorTraits.STATELESS);
    }

    private <R> DataStream<R> transform(String kind, FunctionOperatorFactory<?, R> factory) {
        return env.add(kind, upstreams, factory, factory.traits());
    }

    // ---- keys

    /**
     * Deals the records out by key, so that all records of a key meet in one subtask, in the order
     * in which each subtask before sent them.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if the type of the keys is known and
     *     unfit, with the reason and the way out
     */
    public <K> KeyedStream<T, K> keyBy(KeySelector<? super T, K> selector) {
        return KeyedStream.of(env, upstreams, selector);
    }

    // ---- windows without keys

    /**
     * Puts all records of the stream into windows, in one subtask: the operator that follows has
     * parallelism 1. Use {@code keyBy(...).window(...)} wherever there is a key.
     */
    public <W extends Window> AllWindowedStream<T, W> windowAll(
            WindowAssigner<? super T, W> assigner) {
        return new AllWindowedStream<>(KeyedStream.<T>underOneKey(env, upstreams).window(assigner));
    }

    /** As {@link KeyedStream#countWindow(long)}, over all records, in one subtask. */
    public AllWindowedStream<T, GlobalWindow> countWindowAll(long size) {
        return new AllWindowedStream<>(
                KeyedStream.<T>underOneKey(env, upstreams).countWindow(size));
    }

    /** As {@link KeyedStream#countWindow(long, long)}, over all records, in one subtask. */
    public AllWindowedStream<T, GlobalWindow> countWindowAll(long size, long slide) {
        return new AllWindowedStream<>(
                KeyedStream.<T>underOneKey(env, upstreams).countWindow(size, slide));
    }

    // ---- how records are dealt out to the next operator

    /** Deals the records out to the subtasks of the next operator in turn. */
    public DataStream<T> rebalance() {
        return redirect(new Partitioner.Rebalance());
    }

    /**
     * Deals the records out in turn, but only to the subtasks nearby: of two subtasks before and
     * four after, each feeds two of its own; of four before and two after, two feed one together.
     * Cheaper than {@link #rebalance()} where there are many; what is uneven may stay so.
     */
    public DataStream<T> rescale() {
        return redirect(new Partitioner.Rescale());
    }

    /**
     * Deals the records out by lot, each subtask of the next operator with the same chance. The
     * lots of a subtask begin anew, and the same, with each attempt of the job.
     */
    public DataStream<T> shuffle() {
        return redirect(new Partitioner.Shuffle());
    }

    /**
     * Deals the records out by a function. What follows has no keys, and so no state for them.
     *
     * <pre>{@code
     * clicks.partitionCustom((country, n) -> country.equals("FI") ? 0 : 1 % n, Click::country)
     * }</pre>
     *
     * @param partitioner finds the subtask for what the selector returns
     * @param selector finds in a record what decides; may be any object, but not null
     */
    @SuppressWarnings("unchecked") // the engine calls both with the stream's own records only
    public <K> DataStream<T> partitionCustom(
            CustomPartitioner<? super K> partitioner, KeySelector<? super T, K> selector) {
        return redirect(
                new Partitioner.Custom(
                        (KeySelector<Object, Object>) (KeySelector<?, ?>) selector,
                        (CustomPartitioner<Object>) (CustomPartitioner<?>) partitioner));
    }

    /** Gives every subtask of the next operator a copy of each record. */
    public DataStream<T> broadcast() {
        return redirect(new Partitioner.Broadcast());
    }

    /**
     * Gives every subtask of the next operator a copy of each record, to be kept in broadcast state
     * there.
     *
     * <pre>{@code
     * BroadcastStream<Rule> rules = env.fromElements(...).broadcast(RULES);
     * payments.keyBy(Payment::card).connect(rules).process(new CheckRules()).name("rules")
     * }</pre>
     *
     * @param state a state that the next operator's function will ask for
     * @param more further states
     */
    public BroadcastStream<T> broadcast(
            StateDescriptor.Mapping<?, ?> state, StateDescriptor.Mapping<?, ?>... more) {
        Set<String> names = new LinkedHashSet<>();
        names.add(state.name());
        for (StateDescriptor.Mapping<?, ?> each : more) {
            names.add(each.name());
        }
        return new BroadcastStream<>(broadcast(), names);
    }

    /**
     * Gives each record to the subtask with the same number; both sides need the same parallelism.
     */
    public DataStream<T> forward() {
        return redirect(new Partitioner.Forward());
    }

    /** Gives all records to the first subtask of the next operator. */
    public DataStream<T> global() {
        return redirect(new Partitioner.Global());
    }

    private DataStream<T> redirect(Partitioner partitioner) {
        List<Upstream> redirected = new ArrayList<>();
        for (Upstream upstream : upstreams) {
            redirected.add(upstream.with(partitioner));
        }
        return new DataStream<>(env, redirected, null);
    }

    // ---- several streams

    /**
     * Joins this stream and others of the same type into one. There is no order between them.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if one is of another environment
     */
    @SafeVarargs
    public final DataStream<T> union(DataStream<? extends T>... others) {
        List<Upstream> all = new ArrayList<>(upstreams);
        for (DataStream<? extends T> other : others) {
            ConnectedStreams.checkEnvironment(env, other.env);
            all.addAll(other.upstreams);
        }
        return new DataStream<>(env, all, null);
    }

    /**
     * Connects this stream with another one, of another type, for an operator that takes records of
     * both.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if the other is of another environment
     */
    public <B> ConnectedStreams<T, B> connect(DataStream<B> other) {
        return new ConnectedStreams<>(this, other);
    }

    /**
     * Connects this stream with a broadcast one.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if the other is of another environment
     */
    public <B> BroadcastConnectedStream<T, B> connect(BroadcastStream<B> other) {
        return new BroadcastConnectedStream<>(this, other);
    }

    /**
     * Pairs the records of this stream and another one that share a key and a window.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if the other is of another environment
     */
    public <B> JoinedStreams<T, B> join(DataStream<B> other) {
        return new JoinedStreams<>(this, other);
    }

    /**
     * Groups the records of this stream and another one by key and window.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if the other is of another environment
     */
    public <B> CoGroupedStreams<T, B> coGroup(DataStream<B> other) {
        return new CoGroupedStreams<>(this, other);
    }

    /**
     * Returns a side output of the operator that makes this stream.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if that is not one operator
     */
    public <X> DataStream<X> getSideOutput(OutputTag<X> tag) {
        Upstream side = new Upstream(operator("getSideOutput"), tag.name(), null, 0);
        return new DataStream<>(env, List.of(side), null);
    }

    // ---- the operator that makes this stream

    /**
     * Names the operator that makes this stream. The name is shown in metrics and errors, and is
     * the identity of the operator's state: it must be unique in the job, and must not change while
     * there are checkpoints that are to be restored.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if it is blank, or if the stream is not
     *     made by one operator
     */
    public DataStream<T> name(String name) {
        operator("name").setName(name);
        return this;
    }

    /**
     * Sets the number of subtasks of the operator that makes this stream.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if it is out of range, or if the stream
     *     is not made by one operator
     */
    public DataStream<T> setParallelism(int parallelism) {
        operator("setParallelism").setParallelism(parallelism);
        return this;
    }

    /**
     * Sets the number of key groups of the operator that makes this stream: the largest parallelism
     * that its state can ever be dealt out to. It cannot be changed for the life of the state.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} as {@link #setParallelism}
     */
    public DataStream<T> setMaxParallelism(int maxParallelism) {
        operator("setMaxParallelism").setMaxParallelism(maxParallelism);
        return this;
    }

    /**
     * Sets whether the operator that makes this stream shares a chain with those before and behind
     * it.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if the stream is not made by one
     *     operator
     */
    public DataStream<T> setChainingStrategy(ChainingStrategy strategy) {
        operator("setChainingStrategy").setChainingStrategy(strategy);
        return this;
    }

    /**
     * Makes the operator that makes this stream the first of its chain; as {@link
     * ChainingStrategy#HEAD}.
     */
    public DataStream<T> startNewChain() {
        return setChainingStrategy(ChainingStrategy.HEAD);
    }

    /** Keeps the operator that makes this stream alone; as {@link ChainingStrategy#NEVER}. */
    public DataStream<T> disableChaining() {
        return setChainingStrategy(ChainingStrategy.NEVER);
    }

    private Transformation operator(String method) {
        if (producer == null) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    method
                            + "(...) concerns the operator that makes a stream, and this one is a"
                            + " union, a side output or a redirected stream. Call it right behind the"
                            + " operator.");
        }
        return producer;
    }

    // ---- ends

    /** Ends the stream in a sink. */
    public DataStreamSink sinkTo(Sink<? super T> sink) {
        boolean commits = sink instanceof TwoPhaseSink<?, ?>;
        return end("sink", sink, OperatorTraits.ofSink(commits, sink.target()));
    }

    /** Writes each record to the standard output, one a line, for looking at small streams. */
    public DataStreamSink print() {
        return end("print", new PrintSink<T>(), OperatorTraits.STATELESS);
    }

    private DataStreamSink end(String kind, Sink<? super T> sink, OperatorTraits traits) {
        return new DataStreamSink(
                env.addOperator(kind, upstreams, new SinkOperatorFactory<>(sink), traits));
    }

    /**
     * Executes the job and returns the records of this stream, once it has ended; for bounded input
     * that fits into memory. Without checkpoints, records come again after a restart.
     *
     * @throws StreamException if the job fails
     */
    public List<T> executeAndCollect() {
        return executeAndCollect(Integer.MAX_VALUE);
    }

    /**
     * As {@link #executeAndCollect()}, but cancels the job once there are {@code limit} records.
     *
     * @throws StreamException if the job fails before
     */
    public List<T> executeAndCollect(int limit) {
        List<T> records = new ArrayList<>();
        try (CollectedRecords<T> results = collectAsync("collect")) {
            while (records.size() < limit && results.hasNext()) {
                records.add(results.next());
            }
        }
        return records;
    }

    /**
     * Starts the job and returns its records one by one, as they come. In a job with checkpoints
     * they come when their checkpoint is complete, each once.
     *
     * @param jobName the job's name
     * @throws StreamException if the job cannot be started
     */
    public CollectedRecords<T> collectAsync(String jobName) {
        return CollectedRecords.start(env, this, jobName);
    }
}
