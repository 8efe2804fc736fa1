/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.operators.chain.Output;
import io.sampo.operators.function.Collector;
import io.sampo.operators.function.OutputTag;

/**
 * Gives the records that a function emits the timestamp of what it works on.
 *
 * @param <T> type of the records
 */
public final class TimestampedCollector<T> implements Collector<T> {
    private final Output<T> output;
    private long timestamp = Long.MIN_VALUE;

    /** Creates a collector without a timestamp. */
    public TimestampedCollector(Output<T> output) {
        this.output = output;
    }

    /** Returns the timestamp of what comes next. */
    public long timestamp() {
        return timestamp;
    }

    /** Sets the timestamp of what comes next; {@code Long.MIN_VALUE} stands for none. */
    public void setTimestamp(long newTimestamp) {
        timestamp = newTimestamp;
    }

    @Override
    public void collect(T record) {
        output.collect(record, timestamp);
    }

    /** Emits to a side output. */
    public <X> void collect(OutputTag<X> tag, X record) {
        output.collect(tag, record, timestamp);
    }
}
