/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.async;

import java.util.Collection;

/**
 * Takes the answer for one call. Both methods may be called from any thread, and never wait; what
 * comes first counts, what comes after it is ignored.
 *
 * @param <O> type of the results
 */
public interface ResultFuture<O> {
    /**
     * Gives the results, which are emitted with the timestamp of the record.
     *
     * @param results any number of them, none null; copied
     */
    void complete(Collection<? extends O> results);

    /** Says that the call failed: there is a retry, if the strategy has one, or the job fails. */
    void completeExceptionally(Throwable failure);
}
