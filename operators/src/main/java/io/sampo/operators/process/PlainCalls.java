/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.process;

import io.sampo.core.time.Clock;
import io.sampo.operators.function.OutputTag;
import io.sampo.operators.function.ProcessFunction;

/** What a function on a stream without keys sees; one object for all calls of an operator. */
public class PlainCalls implements ProcessFunction.Context {
    private final TimestampedCollector<?> collector;
    private final Clock clock;
    private long watermark = Long.MIN_VALUE;

    /** Creates the surroundings for all calls of one operator. */
    public PlainCalls(TimestampedCollector<?> collector, Clock clock) {
        this.collector = collector;
        this.clock = clock;
    }

    @Override
    public long timestamp() {
        return collector.timestamp();
    }

    /** Takes the watermark of the input. */
    public void setWatermark(long timestamp) {
        watermark = timestamp;
    }

    @Override
    public long currentWatermark() {
        return watermark;
    }

    @Override
    public long currentProcessingTime() {
        return clock.currentTimeMillis();
    }

    @Override
    public <X> void output(OutputTag<X> tag, X value) {
        collector.collect(tag, value);
    }
}
