/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.flink;

import io.sampo.benchmarks.measure.PeakMemory;
import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.Workload;

/** W7: prints the checksum and its own peak memory in KiB. */
public final class FlinkStartUp {
    private FlinkStartUp() {}

    /** Takes the seed. */
    public static void main(String[] arguments) throws Exception {
        Checksum checksum =
                new FlinkJobs(false)
                        .run(Workload.W7, Long.parseLong(arguments[0]), Workload.W7.events());
        System.out.println(checksum.hex() + " " + PeakMemory.kib());
    }
}
