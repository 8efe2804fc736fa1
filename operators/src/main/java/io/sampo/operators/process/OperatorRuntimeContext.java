/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.metric.MetricGroup;
import io.sampo.operators.accumulator.Accumulator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.function.CheckpointedFunction;
import io.sampo.operators.function.OperatorStateStore;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.job.DistributedCache;
import io.sampo.state.ListState;
import io.sampo.state.State;
import io.sampo.state.StateDescriptor;
import io.sampo.state.backend.KeyedStates;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a user's function sees of the operator that runs it. Made when the operator opens; state is
 * that of the current key, and there is none on a stream without keys.
 */
public final class OperatorRuntimeContext implements RuntimeContext {
    private final OperatorContext operator;
    private final Map<String, Accumulator<?, ?>> accumulators = new TreeMap<>();
    private @Nullable KeyedStates states;

    /** Creates the surroundings for all functions of one operator. */
    public OperatorRuntimeContext(OperatorContext operator) {
        this.operator = operator;
    }

    /**
     * Opens {@code function} if it has a life cycle or state of its subtask, with surroundings of
     * its own. To be called in {@link io.sampo.operators.chain.Operator#open}.
     *
     * @throws Exception from the function
     */
    public static void open(Object function, OperatorContext operator) throws Exception {
        if (function instanceof CheckpointedFunction checkpointed) {
            checkpointed.initializeState(new Lists(operator));
        }
        if (function instanceof RichFunction rich) {
            rich.open(new OperatorRuntimeContext(operator));
        }
    }

    /** Lists of functions, beside those that the engine has in the same operator. */
    private record Lists(OperatorContext operator) implements OperatorStateStore {
        @Override
        public boolean isRestored() {
            return operator.isRestored();
        }

        @Override
        public <T> ListState<T> getListState(StateDescriptor.Listing<T> descriptor) {
            return list(descriptor, Distribution.SPLIT);
        }

        @Override
        public <T> ListState<T> getUnionListState(StateDescriptor.Listing<T> descriptor) {
            return list(descriptor, Distribution.UNION);
        }

        private <T> ListState<T> list(StateDescriptor.Listing<T> descriptor, Distribution dealt) {
            return operator.operatorState()
                    .list("function/" + descriptor.name(), descriptor.type(), dealt);
        }
    }

    /**
     * Opens {@code function} if it has a life cycle, for a function around it that has one itself.
     *
     * @throws StreamException with {@code INVALID_PROGRAM} if it has state of its subtask, which is
     *     for the functions of operators themselves
     * @throws Exception from the function
     */
    public static void open(Object function, RuntimeContext context) throws Exception {
        if (function instanceof CheckpointedFunction) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A CheckpointedFunction cannot stand inside another function: function="
                            + function.getClass().getName()
                            + ". Keep its lists in a function of its own, before or behind.");
        }
        if (function instanceof RichFunction rich) {
            rich.open(context);
        }
    }

    /**
     * Closes {@code function} if it has a life cycle. To be called in {@link
     * io.sampo.operators.chain.Operator#close}, whether or not it was opened.
     *
     * @throws Exception from the function
     */
    public static void close(Object function) throws Exception {
        if (function instanceof RichFunction rich) {
            rich.close();
        }
    }

    /** Returns the states of the operator's keys, made at the first call. */
    public KeyedStates states() {
        KeyedStates known = states;
        if (known == null) {
            known = KeyedStates.of(operator.keyedState(), operator.clock());
            states = known;
        }
        return known;
    }

    @Override
    public String operatorName() {
        return operator.operator().name();
    }

    @Override
    public int subtaskIndex() {
        return operator.subtaskIndex();
    }

    @Override
    public int parallelism() {
        return operator.parallelism();
    }

    @Override
    public int attempt() {
        return operator.attempt();
    }

    @Override
    public long currentProcessingTime() {
        return operator.clock().currentTimeMillis();
    }

    @Override
    public <S extends State> S getState(StateDescriptor<S> descriptor) {
        return states().state(descriptor);
    }

    @Override
    public <V, R> void addAccumulator(String name, Accumulator<V, R> accumulator) {
        if (accumulators.putIfAbsent(name, accumulator) != null) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A function has added two accumulators of one name: operator="
                            + operatorName()
                            + " name='"
                            + name
                            + "'. Add one in open(...), and get it with getAccumulator(name).");
        }
        operator.accumulators().add(name, accumulator);
    }

    @Override
    @SuppressWarnings("unchecked") // the one that was added under the name
    public <V, R> Accumulator<V, R> getAccumulator(String name) {
        Accumulator<?, ?> known = accumulators.get(name);
        if (known == null) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "There is no accumulator of that name: operator="
                            + operatorName()
                            + " name='"
                            + name
                            + "' known="
                            + accumulators.keySet()
                            + ". Add it with addAccumulator(name, accumulator) in open(...).");
        }
        return (Accumulator<V, R>) known;
    }

    @Override
    public DistributedCache getDistributedCache() {
        return operator.distributedCache();
    }

    @Override
    public MetricGroup metrics() {
        return operator.metrics();
    }
}
