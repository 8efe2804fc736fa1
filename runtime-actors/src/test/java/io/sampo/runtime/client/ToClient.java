/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.client;

import io.sampo.operators.sink.Sink;
import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;

/** Hands every record to the program, on the channel {@code results}. */
record ToClient() implements Sink<Object> {
    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<Object> createWriter(SinkContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(Object record, long timestamp) {
                context.sendToClient("results", record);
            }

            @Override
            public void flush(boolean endOfInput) {}
        };
    }
}
