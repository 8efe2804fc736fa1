/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.async;

import io.sampo.operators.function.RichFunction;
import io.sampo.operators.function.RuntimeContext;
import io.sampo.operators.process.OperatorRuntimeContext;
import java.util.List;

/** Lets a {@link FutureFunction} answer as an {@link AsyncFunction}. */
final class FutureCalls<I, O> implements AsyncFunction<I, O>, RichFunction {
    private static final long serialVersionUID = 1L;

    private final FutureFunction<? super I, ? extends O> client;

    FutureCalls(FutureFunction<? super I, ? extends O> client) {
        this.client = client;
    }

    @Override
    public void open(RuntimeContext context) throws Exception {
        OperatorRuntimeContext.open(client, context);
    }

    @Override
    public void asyncInvoke(I record, ResultFuture<O> result) throws Exception {
        client.call(record)
                .whenComplete(
                        (answer, failure) -> {
                            if (failure != null) {
                                result.completeExceptionally(failure);
                            } else if (answer == null) {
                                result.completeExceptionally(
                                        new NullPointerException(
                                                "The client answered null. To emit nothing for a"
                                                        + " record, use an AsyncFunction that"
                                                        + " completes with no results."));
                            } else {
                                result.complete(List.of(answer));
                            }
                        });
    }

    @Override
    public void close() throws Exception {
        OperatorRuntimeContext.close(client);
    }
}
