/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.async;

import io.sampo.core.function.Function;
import java.util.concurrent.TimeoutException;

/**
 * Asks something, and gives the answer later. Used with {@link
 * io.sampo.operators.stream.AsyncDataStream}; Flink's {@code AsyncFunction}. May be a {@link
 * io.sampo.operators.function.RichFunction}, which makes its client in {@code open}.
 *
 * <p>A call is made again for each record that has not been answered and emitted at a checkpoint
 * that is restored, and for each retry: the other side sees it at least once.
 *
 * @param <I> type of the records
 * @param <O> type of the results
 */
@FunctionalInterface
public interface AsyncFunction<I, O> extends Function {
    /**
     * Begins a call. On the subtask's thread, so it must not wait: hand {@code result} to whoever
     * answers, on any thread. The record must not be changed.
     *
     * @throws Exception as if {@code result} had been completed with it
     */
    void asyncInvoke(I record, ResultFuture<O> result) throws Exception;

    /**
     * The time for a record is over, that for its retries included. On the subtask's thread.
     * Complete {@code result}, now or later; whoever completes it first counts, and a call that
     * still runs may be it. There is no retry after this.
     *
     * @throws Exception as if {@code result} had been completed with it
     */
    default void timeout(I record, ResultFuture<O> result) throws Exception {
        result.completeExceptionally(
                new TimeoutException("There was no answer within the timeout"));
    }

    /**
     * Returns a function that asks a client which answers with a future, of one result each.
     *
     * <pre>{@code
     * AsyncDataStream.unorderedWait(
     *         orders, AsyncFunction.of(order -> RATES.findAsync(order.currency())), timeout, 100)
     * }</pre>
     *
     * @param client is called on the subtask's thread; its answer is not null
     */
    static <I, O> AsyncFunction<I, O> of(FutureFunction<? super I, ? extends O> client) {
        return new FutureCalls<>(client);
    }
}
