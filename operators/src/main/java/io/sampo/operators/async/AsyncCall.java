/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.async;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.chain.OperatorContext;
import io.sampo.operators.chain.OperatorContext.Cancellable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way through the user's function: its calls, their answers, its time. Confined
 * to the subtask, but for {@link Answer}.
 *
 * <pre>
 *   CALLED --- answered, to be retried ---> PAUSED
 *     |  ^                                    |
 *     |  +--- pause or time over, or end -----+
 *     |
 *     +--- answered for good ---> ANSWERED
 * </pre>
 */
final class AsyncCall<I, O> {
    private static final int LONGEST_RECORD = 200;

    private final Surroundings<I, O> around;
    private final I record;
    private final long timestamp;
    private final AnswerQueue.Segment segment;

    private int made;
    private boolean timedOut;
    private @Nullable Answer expected;
    private @Nullable List<O> results;
    private @Nullable Cancellable timeout;
    private @Nullable Cancellable pause;

    /** What the calls of an operator have in common. */
    static final class Surroundings<I, O> {
        private final AsyncFunction<I, O> function;
        private final AsyncSettings<O> settings;
        private final OperatorContext context;
        private boolean retriesEnded;

        Surroundings(
                AsyncFunction<I, O> function, AsyncSettings<O> settings, OperatorContext context) {
            this.function = function;
            this.settings = settings;
            this.context = context;
        }

        /** From now on the next answer of each call counts. */
        void endRetries() {
            retriesEnded = true;
        }
    }

    AsyncCall(Surroundings<I, O> around, I record, long timestamp, AnswerQueue.Segment segment) {
        this.around = around;
        this.record = record;
        this.timestamp = timestamp;
        this.segment = segment;
        segment.add(this);
    }

    I record() {
        return record;
    }

    long timestamp() {
        return timestamp;
    }

    /** Returns the results; only if it is answered. */
    List<O> results() {
        return Objects.requireNonNull(results, "The call is not answered");
    }

    /** Makes the first call, from which on the time counts. */
    void begin() {
        long limit = around.settings.timeout().toMillis();
        if (limit > 0) {
            timeout = schedule(limit, this::timeOut);
        }
        call();
    }

    /** There will be no retry after this: makes the one at once that it waits for. */
    void hurry() {
        if (pause != null) {
            call();
        }
    }

    private void call() {
        endPause();
        made++;
        Answer answer = new Answer();
        expected = answer;
        try {
            around.function.asyncInvoke(record, answer);
        } catch (Exception failure) {
            answer.completeExceptionally(failure);
        }
    }

    private void timeOut() {
        timeout = null;
        timedOut = true;
        endPause();
        around.context.metrics().counter(AsyncOperator.TIMEOUTS).increment();
        Answer last = expected;
        if (last == null) {
            last = new Answer();
            expected = last;
        }
        try {
            around.function.timeout(record, last);
        } catch (Exception failure) {
            last.completeExceptionally(failure);
        }
    }

    private void endPause() {
        if (pause != null) {
            pause.cancel();
            pause = null;
        }
    }

    private void answered(Answer answer, @Nullable List<O> given, @Nullable Throwable failure) {
        if (answer != expected) {
            return;
        }
        expected = null;
        AsyncRetryStrategy<O> retry = around.settings.retry();
        if (retry != null && isToBeRetried(retry, given, failure)) {
            around.context.metrics().counter(AsyncOperator.RETRIES).increment();
            pause = schedule(retry.delayMillis(made), this::call);
            return;
        }
        if (given == null) {
            throw failed(failure);
        }
        if (timeout != null) {
            timeout.cancel();
        }
        results = given;
        segment.answered(this);
    }

    private boolean isToBeRetried(
            AsyncRetryStrategy<O> retry, @Nullable List<O> given, @Nullable Throwable failure) {
        if (timedOut || around.retriesEnded) {
            return false;
        }
        try {
            return retry.wants(made, given, failure);
        } catch (Exception own) {
            throw failed(own);
        }
    }

    private Cancellable schedule(long delayMillis, Runnable what) {
        OperatorContext context = around.context;
        long now = context.clock().currentTimeMillis();
        long time = delayMillis > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + delayMillis;
        return context.schedule(time, at -> what.run());
    }

    private StreamException failed(@Nullable Throwable cause) {
        String text = String.valueOf(record);
        return new StreamException(
                cause instanceof StreamException known ? known.code() : ErrorCode.USER_FUNCTION,
                "An async call failed: operator="
                        + around.context.operator()
                        + " subtask="
                        + around.context.subtaskIndex()
                        + " record="
                        + (text.length() <= LONGEST_RECORD
                                ? text
                                : text.substring(0, LONGEST_RECORD) + "...")
                        + " timestamp="
                        + (timestamp == Long.MIN_VALUE ? "none" : timestamp)
                        + " calls="
                        + made
                        + " timeout="
                        + around.settings.timeout()
                        + " cause="
                        + StreamException.withoutFullStop(cause)
                        + ". Let the function complete with something else in such a case, or use"
                        + " a retry strategy, or a longer timeout.",
                cause);
    }

    /** The place of one answer; what comes first is handed to the subtask's thread. */
    private final class Answer implements ResultFuture<O> {
        private final AtomicBoolean given = new AtomicBoolean();

        @Override
        public void complete(Collection<? extends O> answer) {
            List<O> copy;
            try {
                copy = new ArrayList<>(answer);
                for (O result : copy) {
                    Objects.requireNonNull(result, "One of the results is null");
                }
            } catch (RuntimeException failure) {
                completeExceptionally(failure);
                return;
            }
            give(copy, null);
        }

        @Override
        public void completeExceptionally(Throwable failure) {
            Throwable own = failure;
            while (own instanceof CompletionException && own.getCause() != null) {
                own = own.getCause();
            }
            give(null, own);
        }

        private void give(@Nullable List<O> answer, @Nullable Throwable failure) {
            if (given.compareAndSet(false, true)) {
                around.context.subtaskExecutor().execute(() -> answered(this, answer, failure));
            }
        }
    }
}
