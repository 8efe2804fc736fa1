/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink;

import io.sampo.operators.sink.internal.StandardOutput;

/**
 * Writes records to the standard output of the process that runs the subtask, one a line, with the
 * number of the subtask in front if there are several.
 *
 * @param <T> type of the records
 */
public final class PrintSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<T> createWriter(SinkContext context) {
        return StandardOutput.of(context);
    }
}
