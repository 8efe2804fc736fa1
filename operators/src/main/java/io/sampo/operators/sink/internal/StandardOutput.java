/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.sink.internal;

import io.sampo.operators.sink.SinkContext;
import io.sampo.operators.sink.SinkWriter;
import java.io.PrintStream;

/**
 * Writes records as lines. The one place of this module that knows the standard output.
 *
 * @param <T> type of the records
 */
public final class StandardOutput<T> implements SinkWriter<T> {
    private final PrintStream target;
    private final String prefix;

    StandardOutput(PrintStream target, SinkContext context) {
        this.target = target;
        this.prefix = context.parallelism() == 1 ? "" : context.subtaskIndex() + "> ";
    }

    /** Returns a writer to the standard output as it is now. */
    public static <T> StandardOutput<T> of(SinkContext context) {
        return new StandardOutput<>(System.out, context);
    }

    @Override
    public void write(T record, long timestamp) {
        target.println(prefix + record);
    }

    @Override
    public void flush(boolean endOfInput) {
        target.flush();
    }
}
