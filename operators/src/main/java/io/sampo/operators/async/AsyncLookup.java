/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.async;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.function.KeySelector;
import io.sampo.core.metric.Counter;
import io.sampo.operators.function.RichFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.process.OperatorRuntimeContext;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Joins records with what another system knows, with a cache in each subtask if that is wanted. The
 * cache is empty after a restore.
 *
 * <pre>{@code
 * AsyncDataStream.orderedWait(
 *         orders,
 *         AsyncLookup.of(Order::customer, new CustomerClient(), Order::withCustomer)
 *                 .withCache(10_000, Duration.ofMinutes(1)),
 *         Duration.ofSeconds(5),
 *         100)
 * }</pre>
 *
 * @param <I> type of the records
 * @param <K> type of the keys, with {@code equals} and {@code hashCode}
 * @param <V> type of what is found
 * @param <O> type of the results
 */
public final class AsyncLookup<I, K, V, O> implements AsyncFunction<I, O>, RichFunction {
    /** Counts the records whose answer was in the cache, or already asked for. */
    public static final String HITS = "numCacheHits";

    /** Counts the questions to the client, with a cache or without. */
    public static final String MISSES = "numCacheMisses";

    private static final long serialVersionUID = 1L;

    private final KeySelector<? super I, K> key;
    private final FutureFunction<? super K, V> client;
    private final LookupJoin<? super I, ? super V, ? extends O> join;
    private final int maxEntries;
    private final long timeToLiveMillis;

    private transient @Nullable LookupCache<K, V> cache;
    private transient @Nullable RuntimeContext context;
    private transient @Nullable Counter hits;
    private transient @Nullable Counter misses;

    private AsyncLookup(
            KeySelector<? super I, K> key,
            FutureFunction<? super K, V> client,
            LookupJoin<? super I, ? super V, ? extends O> join,
            int maxEntries,
            long timeToLiveMillis) {
        this.key = key;
        this.client = client;
        this.join = join;
        this.maxEntries = maxEntries;
        this.timeToLiveMillis = timeToLiveMillis;
    }

    /**
     * Returns a join without a cache.
     *
     * @param key says what to ask for; not null
     * @param client asks; its answer may be null, which stands for nothing found. May be a {@link
     *     RichFunction}
     * @param join makes the result
     */
    public static <I, K, V, O> AsyncLookup<I, K, V, O> of(
            KeySelector<? super I, K> key,
            FutureFunction<? super K, V> client,
            LookupJoin<? super I, ? super V, ? extends O> join) {
        return new AsyncLookup<>(key, client, join, 0, 0);
    }

    /**
     * Returns the same with answers kept, that nothing was found among them. Failures are not kept.
     *
     * @param maxEntries in each subtask; at least 1
     * @param timeToLive from the question on, by the subtask's clock; at least 1 ms
     * @throws StreamException with {@code INVALID_PROGRAM} if one is out of range
     */
    public AsyncLookup<I, K, V, O> withCache(int maxEntries, Duration timeToLive) {
        if (maxEntries < 1 || timeToLive.toMillis() < 1) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A lookup cache needs room and time: maxEntries="
                            + maxEntries
                            + " timeToLive="
                            + timeToLive
                            + ". Use at least 1 entry and 1 ms, or leave the cache out.");
        }
        return new AsyncLookup<>(key, client, join, maxEntries, timeToLive.toMillis());
    }

    @Override
    public void open(RuntimeContext runtimeContext) throws Exception {
        context = runtimeContext;
        hits = runtimeContext.metrics().counter(HITS);
        misses = runtimeContext.metrics().counter(MISSES);
        cache = maxEntries == 0 ? null : new LookupCache<>(maxEntries, timeToLiveMillis);
        OperatorRuntimeContext.open(client, runtimeContext);
    }

    @Override
    public void asyncInvoke(I record, ResultFuture<O> result) throws Exception {
        K wanted = Objects.requireNonNull(key.getKey(record), "The key of a lookup is null");
        find(wanted)
                .whenComplete(
                        (found, failure) -> {
                            if (failure != null) {
                                result.completeExceptionally(failure);
                            } else {
                                complete(record, found, result);
                            }
                        });
    }

    private void complete(I record, @Nullable V found, ResultFuture<O> result) {
        try {
            O joined = join.join(record, found);
            result.complete(joined == null ? List.of() : List.of(joined));
        } catch (Throwable failure) {
            // Whatever is thrown here ends in a future of the client's, where nobody sees it.
            result.completeExceptionally(failure);
        }
    }

    @SuppressWarnings("NullAway") // set in open
    private CompletableFuture<V> find(K wanted) throws Exception {
        LookupCache<K, V> known = cache;
        if (known == null) {
            misses.increment();
            return ask(wanted);
        }
        long now = context.currentProcessingTime();
        CompletableFuture<V> answer = known.get(wanted, now);
        if (answer != null) {
            hits.increment();
            return answer;
        }
        misses.increment();
        answer = ask(wanted);
        known.put(wanted, answer, now);
        return answer;
    }

    private CompletableFuture<V> ask(K wanted) throws Exception {
        // A copy, which nobody can complete from outside.
        return client.call(wanted).<V>thenApply(found -> found).toCompletableFuture();
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(client);
    }
}
