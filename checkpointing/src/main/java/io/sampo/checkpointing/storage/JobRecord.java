/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.checkpointing.storage;

/**
 * The durable record of one job, and with it the commit point of its checkpoints: a checkpoint
 * counts once the record names it, and not before. One process at a time holds it. Thread-safe; may
 * block on I/O.
 */
public interface JobRecord extends AutoCloseable {
    /** Returns the content as last stored, by whomever. */
    RecordContent current();

    /**
     * Replaces the content by {@code next}, durably, if it is {@code expected}. Storing the same
     * again after a failure is right, and needed: a failure leaves it open which of the two is
     * there.
     *
     * @param next has the revision after that of {@code expected}
     * @return false if the content is neither: somebody else, such as a later attempt of the job,
     *     has changed it, and the caller must not touch the job any more
     * @throws io.sampo.core.error.StreamException if storing failed; either content may be there
     */
    boolean compareAndSet(RecordContent expected, RecordContent next);

    /** Lets another process have it. Does nothing the second time. */
    @Override
    void close();
}
