/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.async;

import io.sampo.core.element.Watermark;
import io.sampo.core.element.WatermarkStatus;
import io.sampo.core.type.TypeInfo;
import io.sampo.operators.chain.BasicOperator;
import io.sampo.operators.chain.DeferringOperator;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.Output;
import io.sampo.operators.chain.TurnBudget;
import io.sampo.operators.process.OperatorRuntimeContext;
import io.sampo.operators.process.StoredWatermark;
import io.sampo.state.ListState;
import io.sampo.state.snapshot.OperatorStateHandle.Distribution;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls that are answered later (SEMANTICS rule 71). A record stays in the operator, and in
 * its checkpoints, until its results have been emitted, all in one go. What was restored is called
 * before anything new, with no more calls at a time than the capacity.
 *
 * @param <I> type of the records
 * @param <O> type of the results
 */
public final class AsyncOperator<I, O> extends BasicOperator<I, O>
        implements DeferringOperator<I, O> {
    /** Counts the calls that are made again. */
    public static final String RETRIES = "numRetries";

    /** Counts the records that were not answered in time. */
    public static final String TIMEOUTS = "numTimeouts";

    private static final String STATE = "async-inputs";

    private final AsyncFunction<I, O> function;
    private final AsyncSettings<O> settings;
    private final AnswerQueue queue;

    /** In the queue already, but not called yet. */
    private final Deque<AsyncCall<I, O>> restored = new ArrayDeque<>();

    private @Nullable StoredWatermark storedWatermark;
    private long watermark = Long.MIN_VALUE;
    private @Nullable ListState<StoredInput> stored;
    private AsyncCall.@Nullable Surroundings<I, O> surroundings;

    /** Creates the operator around its own copy of the function. */
    public AsyncOperator(AsyncFunction<I, O> function, AsyncSettings<O> settings) {
        this.function = function;
        this.settings = settings;
        this.queue = new AnswerQueue(settings.ordered());
    }

    @Override
    @SuppressWarnings("unchecked") // stored by the same operator
    public void open(OperatorContext context, Output<O> output) throws Exception {
        super.open(context, output);
        surroundings = new AsyncCall.Surroundings<>(function, settings, context);
        stored =
                context.operatorState()
                        .list(STATE, TypeInfo.of(StoredInput.class), Distribution.SPLIT);
        for (StoredInput input : stored.get()) {
            restored.add(call((I) input.record(), input.timestamp()));
        }
        storedWatermark = new StoredWatermark(context);
        watermark = storedWatermark.restored();
        if (watermark != Long.MIN_VALUE) {
            queue.add(new Watermark(watermark));
        }
        OperatorRuntimeContext.open(function, context);
        callRestored();
    }

    private void callRestored() {
        while (!restored.isEmpty() && queue.size() - restored.size() < settings.capacity()) {
            restored.remove().begin();
        }
    }

    @SuppressWarnings("NullAway") // set in open; no checks on the hot path
    private AsyncCall<I, O> call(I record, long timestamp) {
        return new AsyncCall<>(surroundings, record, timestamp, queue.segment());
    }

    @Override
    public void process(I record, long timestamp) {
        call(record, timestamp).begin();
    }

    @Override
    public boolean isFull() {
        return queue.size() >= settings.capacity();
    }

    @Override
    public boolean emitDeferred(TurnBudget budget) {
        boolean emitted = false;
        while (queue.hasReady()) {
            if (budget.exhausted()) {
                return true;
            }
            emit(queue.poll());
            emitted = true;
        }
        return emitted;
    }

    @SuppressWarnings("unchecked") // the operator's own calls
    private void emit(Object next) {
        if (next instanceof AsyncCall<?, ?> call) {
            for (O result : ((AsyncCall<I, O>) call).results()) {
                output().collect(result, call.timestamp());
            }
            callRestored();
        } else if (next instanceof Watermark watermark) {
            output().watermark(watermark.timestamp());
        } else {
            output().status((WatermarkStatus) next);
        }
    }

    @Override
    public void watermark(long timestamp) {
        if (timestamp < watermark) {
            // The channels begin anew after a restore; this one was passed on already.
            return;
        }
        if (timestamp != Watermark.MAX) {
            watermark = timestamp;
        }
        queue.add(new Watermark(timestamp));
    }

    @Override
    public void status(WatermarkStatus status) {
        queue.add(status);
    }

    @Override
    public void snapshotState(long checkpointId) {
        List<StoredInput> inputs = new ArrayList<>();
        for (AsyncCall<?, ?> call : queue.calls()) {
            inputs.add(new StoredInput(call.record(), call.timestamp()));
        }
        ListState<StoredInput> list = stored;
        StoredWatermark mark = storedWatermark;
        if (list == null || mark == null) {
            throw new IllegalStateException("The operator was not opened");
        }
        list.update(inputs);
        mark.store(watermark);
    }

    @Override
    @SuppressWarnings("NullAway") // set in open
    public void endInput() {
        surroundings.endRetries();
        for (AsyncCall<?, ?> call : queue.calls()) {
            call.hurry();
        }
    }

    @Override
    public boolean isDrained() {
        return queue.isEmpty();
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(function);
    }
}
