/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.settings.SettingsReader;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.graph.ChainPlanner;
import io.sampo.operators.graph.ExecutionSettings;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.graph.JobSettings;
import io.sampo.operators.graph.OperatorTraits;
import io.sampo.operators.graph.Transformation;
import io.sampo.operators.graph.Upstream;
import io.sampo.operators.job.ExecutionMode;
import io.sampo.operators.source.CollectionSource;
import io.sampo.operators.source.Source;
import io.sampo.operators.source.SourceOperatorFactory;
import io.sampo.operators.source.SourceSplit;
import io.sampo.operators.watermark.WatermarkStrategy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a job is written, configured and executed. Confined to one thread.
 *
 * <pre>{@code
 * StreamEnvironment env = StreamEnvironment.local();
 * env.fromElements(1, 2, 3).map(n -> n * n).print();
 * env.execute("squares");
 * }</pre>
 *
 * <p>Settings come from {@code reference.conf} of each module, {@code application.conf} and system
 * properties on the class path, then what is passed to {@link #local(Config)}, then what the
 * program sets here; the later win.
 */
public final class StreamEnvironment {
    private static final String ROOT = "sampo.";

    /** Set while a program runs whose jobs go elsewhere. */
    private static final ThreadLocal<@Nullable JobExecutor> OF_PROGRAM = new ThreadLocal<>();

    private final @Nullable JobExecutor executor;
    private final List<Transformation> transformations = new ArrayList<>();
    private final RegisteredFiles cachedFiles = new RegisteredFiles();
    private Config config;
    private int operatorCount;

    private StreamEnvironment(Config config, @Nullable JobExecutor executor) {
        this.config = config;
        this.executor = executor;
    }

    /** Returns an environment whose jobs run in this JVM. */
    public static StreamEnvironment local() {
        return local(ConfigFactory.empty());
    }

    /**
     * Returns an environment whose jobs run in this JVM, with other settings.
     *
     * @param overrides whole keys, such as {@code sampo.parallelism}; what they lack is as in
     *     {@link #local()}
     */
    public static StreamEnvironment local(Config overrides) {
        executors(classLoader()).findFirst().ifPresent(JobExecutor::prepare);
        return new StreamEnvironment(overrides.withFallback(ConfigFactory.load()), null);
    }

    /**
     * Returns an environment whose jobs run on a cluster, with the settings of this program; for a
     * program that is started by itself, as from an IDE.
     *
     * <p>The classes of the jobs go along, and what of other libraries the nodes do not have. Since
     * nobody can tell those from the rest of the class path, their jars are to be named; what has
     * just been compiled lies in directories, and is found.
     *
     * @param host of any node; if that is lost, others are asked that it has told of
     * @param port its HTTP port
     * @param jars with the classes of the jobs; if none is given, what is in the directories of the
     *     class path
     * @throws StreamException with {@code INPUT_UNAVAILABLE} if a jar cannot be read, {@code
     *     INVALID_PROGRAM} if there are no classes to be sent
     */
    public static StreamEnvironment remote(String host, int port, Path... jars) {
        return remote(host, port, ConfigFactory.empty(), jars);
    }

    /**
     * Returns an environment whose jobs run on a cluster, as {@link #remote(String, int, Path...)},
     * with other settings.
     *
     * @param overrides whole keys, such as {@code sampo.parallelism}; the token of the nodes is
     *     {@code sampo.network.token}
     */
    public static StreamEnvironment remote(String host, int port, Config overrides, Path... jars) {
        Config config = overrides.withFallback(ConfigFactory.load());
        RemoteJobs clusters =
                ServiceLoader.load(RemoteJobs.class, classLoader())
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new StreamException(
                                                ErrorCode.INVALID_PROGRAM,
                                                "There is nothing on the class path that speaks to"
                                                        + " clusters. Add"
                                                        + " io.sampo:sampo-cluster-config."));
        return new StreamEnvironment(
                config, clusters.on(host, port, config.resolve(), List.of(jars)));
    }

    /**
     * Returns an environment whose jobs run wherever whoever started the program wants it: {@code
     * sampo run --cluster} has them run by a cluster; otherwise as {@link #local()}.
     */
    public static StreamEnvironment create() {
        JobExecutor elsewhere = OF_PROGRAM.get();
        return elsewhere == null ? local() : new StreamEnvironment(ConfigFactory.load(), elsewhere);
    }

    /**
     * Runs a program on this thread; its environments, as far as it makes them with {@link
     * #create()} and on this thread, have their jobs run by {@code executor}.
     */
    public static <T> T withJobsOn(JobExecutor executor, Callable<T> program) throws Exception {
        JobExecutor before = OF_PROGRAM.get();
        OF_PROGRAM.set(executor);
        try {
            return program.call();
        } finally {
            if (before == null) {
                OF_PROGRAM.remove();
            } else {
                OF_PROGRAM.set(before);
            }
        }
    }

    /**
     * Returns an environment whose jobs run where {@code executor} runs them.
     *
     * @param config with all defaults
     */
    public static StreamEnvironment create(Config config, JobExecutor executor) {
        return new StreamEnvironment(config, executor);
    }

    // ---- settings

    /**
     * Sets one setting for the jobs of this environment. Checked, with all others, when a job is
     * executed.
     *
     * @param key the whole key, such as {@code sampo.restart.delay}
     * @param value a text, number or truth value, a {@link Duration} or {@link Path}, or a map of
     *     texts
     * @throws StreamException with {@code INVALID_SETTING} if the key is none of the engine's
     */
    public StreamEnvironment set(String key, Object value) {
        if (!key.startsWith(ROOT)) {
            throw new StreamException(
                    ErrorCode.INVALID_SETTING,
                    "The engine's settings begin with 'sampo.': key="
                            + key
                            + ". Write the whole key, for example sampo.parallelism.");
        }
        config = config.withValue(key, ConfigValueFactory.fromAnyRef(plain(value), "program"));
        return this;
    }

    /** Sets several settings, each as {@link #set} does. */
    public StreamEnvironment configure(Map<String, ?> settings) {
        settings.forEach(this::set);
        return this;
    }

    /**
     * Sets what a file says, for the jobs of this environment and no others.
     *
     * @param file in HOCON, which JSON and Java properties are too, with whole keys or sections,
     *     such as {@code sampo.parallelism = 2}
     * @throws StreamException with {@code INVALID_SETTING} if it is not there, cannot be read, or
     *     sets something else than the engine's settings
     */
    public StreamEnvironment configure(Path file) {
        config = SettingsFile.read(file).withFallback(config);
        return this;
    }

    private static Object plain(Object value) {
        if (value instanceof Duration duration) {
            return duration.toNanos() % 1_000_000 == 0
                    ? duration.toMillis() + "ms"
                    : duration.toNanos() + "ns";
        }
        boolean isPlain =
                value instanceof Number || value instanceof Boolean || value instanceof Map;
        return isPlain ? value : value.toString();
    }

    /** Sets the number of subtasks of operators that do not set it themselves. */
    public StreamEnvironment setParallelism(int parallelism) {
        return set("sampo.parallelism", parallelism);
    }

    /** Sets the number of key groups of operators that do not set it themselves. */
    public StreamEnvironment setMaxParallelism(int maxParallelism) {
        return set("sampo.max-parallelism", maxParallelism);
    }

    /**
     * Chooses how jobs treat their input. Better set from outside, as {@code
     * sampo.execution.runtime-mode}: then the same program runs in each mode.
     */
    public StreamEnvironment setRuntimeMode(ExecutionMode mode) {
        return set("sampo.execution.runtime-mode", ExecutionSettings.nameOf(mode));
    }

    /** Takes a checkpoint in each {@code interval}, to be kept in {@code sampo.checkpoint.dir}. */
    public StreamEnvironment enableCheckpointing(Duration interval) {
        return set("sampo.checkpoint.interval", interval);
    }

    /** Takes a checkpoint in each {@code interval}, to be kept in {@code directory}. */
    public StreamEnvironment enableCheckpointing(Duration interval, Path directory) {
        return enableCheckpointing(interval).set("sampo.checkpoint.dir", directory);
    }

    /** Chooses where keyed state is kept while the job runs: {@code heap} or {@code rocksdb}. */
    public StreamEnvironment setStateBackend(String name) {
        return set("sampo.state.backend", name);
    }

    /** Runs each operator in subtasks of its own, so that one sees which of them is busy. */
    public StreamEnvironment disableOperatorChaining() {
        return set("sampo.operator-chaining", false);
    }

    /**
     * Promises that no function changes a record, or anything reached from it, after it was
     * emitted. Then records need no copies on their way.
     */
    public StreamEnvironment recordsAreImmutable() {
        return set("sampo.records-are-immutable", true);
    }

    /**
     * Registers a file that is not to be executed, as {@link #registerCachedFile(Path, String,
     * boolean)}.
     */
    public StreamEnvironment registerCachedFile(Path file, String name) {
        return registerCachedFile(file, name, false);
    }

    /**
     * Lets the next job of this environment take a file along: functions get a copy of it, on the
     * disk of wherever they run, from {@code RuntimeContext.getDistributedCache().getFile(name)}.
     * It is read when the job starts, and must be there then; later changes are not seen.
     *
     * @param file where the job runs, no directory; or in an object storage, as {@link
     *     io.sampo.core.io.Locations#of} reads its address
     * @param name by which functions ask for it
     * @param executable whether the copy is to be executed
     * @throws StreamException with {@code INVALID_PROGRAM} if the name is blank, or another file's
     */
    public StreamEnvironment registerCachedFile(Path file, String name, boolean executable) {
        cachedFiles.add(file, name, executable);
        return this;
    }

    // ---- sources

    /**
     * Begins a stream with a source.
     *
     * @param strategy gives timestamps and watermarks, for each split by itself
     * @param name of the source: the identity of its position in checkpoints
     */
    public <T, S extends SourceSplit> DataStream<T> fromSource(
            Source<T, S, ?> source, WatermarkStrategy<T> strategy, String name) {
        return addSource(source, strategy).name(name);
    }

    /**
     * Begins a stream with the elements of a collection, in order, in one subtask unless set
     * otherwise. They are copied now, have no timestamps, and may be of any type that records can
     * have.
     *
     * @throws StreamException with {@code NOT_SERIALIZABLE} if they cannot be records, {@code
     *     INVALID_PROGRAM} if one is null
     */
    public <T> DataStream<T> fromCollection(Collection<? extends T> elements) {
        CollectionSource<T> source = CollectionSource.of(elements);
        return addSource(source, WatermarkStrategy.<T>noWatermarks()).setParallelism(1);
    }

    /** Begins a stream with the given elements, as {@link #fromCollection}. */
    @SafeVarargs
    @SuppressWarnings("varargs") // only copied
    public final <T> DataStream<T> fromElements(T... elements) {
        return fromCollection(List.of(elements));
    }

    private <T, S extends SourceSplit> DataStream<T> addSource(
            Source<T, S, ?> source, WatermarkStrategy<T> strategy) {
        operatorCount++;
        Transformation added =
                Transformation.source(
                        operatorCount,
                        new SourceOperatorFactory<>(source, strategy),
                        source,
                        strategy.alignment(),
                        source.isBounded());
        transformations.add(added);
        return DataStream.of(this, added);
    }

    <R> DataStream<R> add(
            String kind, List<Upstream> inputs, OperatorFactory<R> factory, OperatorTraits traits) {
        return DataStream.of(this, addOperator(kind, inputs, factory, traits));
    }

    Transformation addOperator(
            String kind, List<Upstream> inputs, OperatorFactory<?> factory, OperatorTraits traits) {
        operatorCount++;
        Transformation added =
                Transformation.operator(operatorCount, kind, inputs, factory, traits);
        transformations.add(added);
        return added;
    }

    // ---- execution

    /**
     * Returns the job that was written so far as the runtime gets it. For the engine and for tests.
     *
     * @throws StreamException with {@code INVALID_PROGRAM}, {@code INVALID_SETTING} or {@code
     *     NOT_SERIALIZABLE}
     */
    public JobGraph graph(String jobName) {
        return ChainPlanner.plan(jobName, transformations, JobSettings.section(config.resolve()))
                .withCachedFiles(cachedFiles.all());
    }

    /**
     * Runs the job that was written so far and returns when it has ended. The environment is empty
     * afterwards, and can be used for another job. If the calling thread is interrupted, the job is
     * cancelled.
     *
     * @param jobName the job's name, the identity of its checkpoints
     * @throws StreamException if the job cannot be started, fails, or is cancelled
     */
    public JobResult execute(String jobName) {
        JobClient client = executeAsync(jobName);
        try {
            return client.result().get();
        } catch (InterruptedException interrupted) {
            CompletableFuture<Void> unused = client.cancel();
            Thread.currentThread().interrupt();
            throw new StreamException(
                    ErrorCode.CANCELLED,
                    "The job was cancelled, since the thread that waited for it was interrupted: job="
                            + jobName,
                    interrupted);
        } catch (ExecutionException failure) {
            throw asStreamException(jobName, failure);
        }
    }

    /** Returns what ended a job, out of its wrappings. */
    static StreamException asStreamException(String jobName, Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof StreamException known
                ? known
                : new StreamException(ErrorCode.INTERNAL, "A job failed: job=" + jobName, cause);
    }

    /**
     * Starts the job that was written so far and returns at once; as {@link #execute}.
     *
     * @throws StreamException if the job cannot be started: {@code INPUT_UNAVAILABLE}, among
     *     others, if a file that was registered is not there
     */
    public JobClient executeAsync(String jobName) {
        ClassLoader loader = classLoader();
        JobExecutor runtime = executor == null ? findExecutor(loader) : executor;
        checkSettings(runtime);
        JobGraph graph = graph(jobName);
        transformations.clear();
        cachedFiles.clear();
        return runtime.submit(graph, loader);
    }

    /**
     * Says what would become of the state of a checkpoint or savepoint if the job that was written
     * so far were started from it with {@code sampo.checkpoint.restore.from}: which operators take
     * which state, what is new or would be lost, how classes have changed, and why the job would be
     * refused. Starts nothing and opens no function, so a state that the functions declare as
     * another kind or type is not noticed. The job can still be executed afterwards.
     *
     * <p>Goes by {@code sampo.checkpoint.restore.renamed} and {@code allow-dropped-state}, as the
     * start does.
     *
     * @param from the directory of the checkpoint or savepoint
     * @throws StreamException with {@code INPUT_UNAVAILABLE} if there is none, {@code
     *     CHECKPOINT_DAMAGED} or {@code STATE_INCOMPATIBLE} if it cannot be read, {@code
     *     INVALID_SETTING}, and as {@link #graph}
     */
    public RestoreReport restoreDryRun(String jobName, Path from) {
        ClassLoader loader = classLoader();
        JobExecutor runtime = executor == null ? findExecutor(loader) : executor;
        StreamEnvironment asStarted = new StreamEnvironment(config, runtime);
        asStarted.set("sampo.checkpoint.restore.from", from);
        asStarted.checkSettings(runtime);
        asStarted.transformations.addAll(transformations);
        return runtime.restoreDryRun(asStarted.graph(jobName), loader, from);
    }

    private void checkSettings(JobExecutor runtime) {
        Config root = config.resolve();
        Map<String, Function<SettingsReader, ?>> readers = new HashMap<>(JobSettings.readers(root));
        readers.putAll(runtime.settingsReaders());
        SettingsReader.check(root, readers);
    }

    private static ClassLoader classLoader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread == null ? StreamEnvironment.class.getClassLoader() : ofThread;
    }

    private static JobExecutor findExecutor(ClassLoader loader) {
        return executors(loader)
                .findFirst()
                .orElseThrow(
                        () ->
                                new StreamException(
                                        ErrorCode.INVALID_PROGRAM,
                                        "There is nothing on the class path that runs jobs. Add the"
                                                + " runtime: io.sampo:sampo-runtime-actors."));
    }

    private static ServiceLoader<JobExecutor> executors(ClassLoader loader) {
        return ServiceLoader.load(JobExecutor.class, loader);
    }
}
