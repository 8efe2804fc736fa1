/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.testkit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.function.KeySelector;
import io.sampo.core.type.ClosureCodec;
import io.sampo.core.type.ForySerializationFactory;
import io.sampo.core.type.SerializationFactory;
import io.sampo.operators.chain.OneInputOperator;
import io.sampo.operators.chain.Operator;
import io.sampo.operators.chain.OperatorFactory;
import io.sampo.operators.job.DistributedCache;
import io.sampo.state.backend.StateBackend;
import io.sampo.state.heap.HeapStateBackend;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An operator and its surroundings, from which any number of harnesses can be opened; each gets
 * copies of the user's functions of its own, as subtasks do. Immutable.
 *
 * @param <I> type of the operator's input
 * @param <O> type of the operator's output
 */
public final class HarnessSetup<I, O> {
    private static final int DEFAULT_MAX_PARALLELISM = 128;

    private final byte[] factory;
    private final byte @Nullable [] keySelector;
    private final Parts parts;

    /** Shared, since it remembers what it has found out about classes. */
    private final SerializationFactory serializers;

    /** What has a default. */
    private record Parts(
            int subtaskIndex,
            int parallelism,
            int maxParallelism,
            int elementsPerTurn,
            long clockMillis,
            Supplier<? extends StateBackend> backend,
            Map<String, Path> cachedFiles,
            Config overrides) {}

    private HarnessSetup(
            byte[] factory,
            byte @Nullable [] keySelector,
            Parts parts,
            SerializationFactory serializers) {
        this.factory = factory;
        this.keySelector = keySelector;
        this.parts = parts;
        this.serializers = serializers;
    }

    static <I, O> HarnessSetup<I, O> of(
            OperatorFactory<O> factory, @Nullable KeySelector<I, ?> keySelector) {
        Parts defaults =
                new Parts(
                        0,
                        1,
                        DEFAULT_MAX_PARALLELISM,
                        Integer.MAX_VALUE,
                        0,
                        HeapStateBackend::new,
                        Map.of(),
                        ConfigFactory.empty());
        return new HarnessSetup<>(
                ClosureCodec.write(factory, "operator of a harness"),
                keySelector == null
                        ? null
                        : ClosureCodec.write(keySelector, "key selector of a harness"),
                defaults,
                new ForySerializationFactory(classLoader()));
    }

    private HarnessSetup<I, O> with(Parts changed) {
        return new HarnessSetup<>(factory, keySelector, changed, serializers);
    }

    /**
     * Returns the same with the harness as one of several subtasks, which owns some of the keys.
     */
    public HarnessSetup<I, O> withSubtask(int index, int parallelism) {
        if (index < 0 || index >= parallelism || parallelism > parts.maxParallelism) {
            throw new IllegalArgumentException(
                    "There is no such subtask: index=" + index + " parallelism=" + parallelism);
        }
        return with(
                new Parts(
                        index,
                        parallelism,
                        parts.maxParallelism,
                        parts.elementsPerTurn,
                        parts.clockMillis,
                        parts.backend,
                        parts.cachedFiles,
                        parts.overrides));
    }

    /**
     * Returns the same with turns that end after so many elements: the operator must be able to
     * stop in between, and go on.
     */
    public HarnessSetup<I, O> withElementsPerTurn(int elements) {
        if (elements < 1) {
            throw new IllegalArgumentException(
                    "A turn needs at least one element: elements=" + elements);
        }
        return with(
                new Parts(
                        parts.subtaskIndex,
                        parts.parallelism,
                        parts.maxParallelism,
                        elements,
                        parts.clockMillis,
                        parts.backend,
                        parts.cachedFiles,
                        parts.overrides));
    }

    /** Returns the same with a clock that starts at {@code millis} instead of 0. */
    public HarnessSetup<I, O> withClockAt(long millis) {
        return with(
                new Parts(
                        parts.subtaskIndex,
                        parts.parallelism,
                        parts.maxParallelism,
                        parts.elementsPerTurn,
                        millis,
                        parts.backend,
                        parts.cachedFiles,
                        parts.overrides));
    }

    /**
     * Returns the same with state in another backend than the heap; one is made for each harness.
     * For RocksDB with a cache of 32 MiB:
     *
     * <pre>{@code
     * setup.withBackend(() -> new RocksStateBackend(RocksSettings.defaults(), 32 << 20))
     * }</pre>
     */
    public HarnessSetup<I, O> withBackend(Supplier<? extends StateBackend> backend) {
        return with(
                new Parts(
                        parts.subtaskIndex,
                        parts.parallelism,
                        parts.maxParallelism,
                        parts.elementsPerTurn,
                        parts.clockMillis,
                        backend,
                        parts.cachedFiles,
                        parts.overrides));
    }

    /** Returns the same with another setting, such as {@code sampo.watermark.interval=1s}. */
    public HarnessSetup<I, O> withSetting(String assignment) {
        return with(
                new Parts(
                        parts.subtaskIndex,
                        parts.parallelism,
                        parts.maxParallelism,
                        parts.elementsPerTurn,
                        parts.clockMillis,
                        parts.backend,
                        parts.cachedFiles,
                        ConfigFactory.parseString(assignment).withFallback(parts.overrides)));
    }

    /**
     * Returns the same with a file that functions get from {@code getDistributedCache()}.
     *
     * @param file what they get; no copy is made
     */
    public HarnessSetup<I, O> withCachedFile(Path file, String name) {
        Map<String, Path> more = new HashMap<>(parts.cachedFiles);
        more.put(name, file.toAbsolutePath());
        return with(
                new Parts(
                        parts.subtaskIndex,
                        parts.parallelism,
                        parts.maxParallelism,
                        parts.elementsPerTurn,
                        parts.clockMillis,
                        parts.backend,
                        more,
                        parts.overrides));
    }

    /** Opens the operator without state. */
    public OperatorHarness<I, O> open() {
        return new OperatorHarness<>(this, null);
    }

    /**
     * Opens the operator with stored state. Its clock goes on from when the state was stored, or
     * starts at {@link #withClockAt}, whichever is later.
     */
    public OperatorHarness<I, O> restore(HarnessSnapshot snapshot) {
        return new OperatorHarness<>(this, snapshot);
    }

    /**
     * Runs a script twice: plainly, and with the operator stored and restored as a new one before
     * every step, and with turns of one element. Everything emitted must be the same, step by step;
     * only the order between two control elements may differ, as timers of one time fire in any
     * order.
     *
     * @return what was emitted
     * @throws AssertionError if the two differ, naming the first step in which they do
     */
    public List<Emitted> runExhaustively(List<HarnessStep<I>> script) {
        return new ExhaustiveRun<>(this, script).run();
    }

    int subtaskIndex() {
        return parts.subtaskIndex;
    }

    int parallelism() {
        return parts.parallelism;
    }

    int maxParallelism() {
        return parts.maxParallelism;
    }

    int elementsPerTurn() {
        return parts.elementsPerTurn;
    }

    long clockMillis() {
        return parts.clockMillis;
    }

    DistributedCache distributedCache() {
        return DistributedCache.of(parts.cachedFiles);
    }

    StateBackend newBackend() {
        return parts.backend.get();
    }

    /** Returns the section {@code sampo} with all defaults. */
    Config settings() {
        Config all = parts.overrides.withFallback(ConfigFactory.load());
        ConfigValue section = Objects.requireNonNull(all.root().get("sampo"), "sampo");
        return ((ConfigObject) section).toConfig();
    }

    SerializationFactory serializers() {
        return serializers;
    }

    private static ClassLoader classLoader() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader == null ? HarnessSetup.class.getClassLoader() : loader;
    }

    @SuppressWarnings("unchecked") // the caller's types
    OneInputOperator<I, O> newOperator() {
        OperatorFactory<O> copy = ClosureCodec.read(factory, serializers.classLoader());
        Operator<O> operator = copy.create();
        if (operator instanceof OneInputOperator<?, O> oneInput) {
            return (OneInputOperator<I, O>) oneInput;
        }
        throw new StreamException(
                ErrorCode.INVALID_PROGRAM,
                "A harness runs operators with one input: operator=" + operator.getClass());
    }

    @Nullable KeySelector<I, ?> newKeySelector() {
        return keySelector == null
                ? null
                : ClosureCodec.read(keySelector, serializers.classLoader());
    }
}
