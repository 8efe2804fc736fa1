/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.connectors.files.format;

import org.jspecify.annotations.Nullable;

/**
 * Makes a record of a line. Confined to the subtask's thread; must not block. It may reuse what it
 * needs inside, but returns a new object for each record.
 *
 * @param <T> type of the records
 */
@FunctionalInterface
public interface LineDecoder<T> {
    /**
     * Returns the record of a line, or null to leave the line out. The bytes are without the line's
     * end and valid during the call only; they need not be well-formed UTF-8.
     *
     * @throws Exception if the line is malformed; the message is the reason that is reported, and
     *     the source's error policy says what becomes of the line. A {@link
     *     io.sampo.core.error.StreamException} fails the job whatever the policy
     */
    @Nullable T decode(byte[] bytes, int offset, int length) throws Exception;
}
