/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.sampo;

import io.sampo.benchmarks.workload.StateOp;
import io.sampo.benchmarks.workload.StateOps;
import io.sampo.operators.stream.DataStream;
import io.sampo.operators.stream.StreamEnvironment;
import io.sampo.operators.watermark.WatermarkStrategy;

/** A source, some maps and a sink in one chain: what a map costs. */
final class MapsJob {
    private MapsJob() {}

    static void define(StreamEnvironment environment, StateOps ops, long events, int maps) {
        DataStream<StateOp> mapped =
                environment.fromSource(
                        new EventSource<>(events, ops::op),
                        WatermarkStrategy.noWatermarks(),
                        "ops");
        for (int map = 1; map <= maps; map++) {
            mapped = mapped.map(StateOp::checked).name("check-" + map);
        }
        mapped.sinkTo(new ChecksumSink<>(StateOp::row)).name("sum");
    }
}
