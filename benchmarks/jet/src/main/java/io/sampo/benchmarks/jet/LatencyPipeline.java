/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.jet;

import com.hazelcast.jet.accumulator.LongAccumulator;
import com.hazelcast.jet.pipeline.Pipeline;
import io.sampo.benchmarks.measure.Due;
import io.sampo.benchmarks.measure.DueEvents;

/** W4: counts events of a fixed rate by key, and how long each takes to the sink. */
final class LatencyPipeline {
    private LatencyPipeline() {}

    static Pipeline of(DueEvents due, long events) {
        Pipeline pipeline = Pipeline.create();
        pipeline.readFrom(LaneSource.of(events, due))
                .withoutTimestamps()
                .groupingKey(Due::key)
                .mapStateful(
                        LongAccumulator::new,
                        (count, key, event) -> {
                            count.add(1);
                            return event;
                        })
                .writeTo(ResultSink.latencies());
        return pipeline;
    }
}
