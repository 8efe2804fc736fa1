/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import io.sampo.benchmarks.measure.PeakMemory;
import io.sampo.benchmarks.sampo.Jobs;
import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.Workload;

/**
 * The process that {@link StartUp} measures; prints the checksum and its own peak memory in KiB.
 */
final class StartUpProcess {
    private StartUpProcess() {}

    public static void main(String[] arguments) throws Exception {
        Checksum checksum =
                Jobs.run(Workload.W7, Long.parseLong(arguments[0]), Workload.W7.events());
        System.out.println(checksum.hex() + " " + PeakMemory.kib());
    }
}
