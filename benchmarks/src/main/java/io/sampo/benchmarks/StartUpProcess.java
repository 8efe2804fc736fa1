/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import io.sampo.benchmarks.sampo.Jobs;
import io.sampo.benchmarks.workload.Checksum;
import io.sampo.benchmarks.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The process that {@link StartUp} measures; prints the checksum and its own peak memory in KiB.
 */
final class StartUpProcess {
    private StartUpProcess() {}

    public static void main(String[] arguments) throws Exception {
        Checksum checksum =
                Jobs.run(Workload.W7, Long.parseLong(arguments[0]), Workload.W7.events());
        System.out.println(checksum.hex() + " " + peakKib());
    }

    /** Returns the highest resident memory so far, or 0 where the system does not tell. */
    static long peakKib() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        List<String> lines = Files.readAllLines(status);
        for (String line : lines) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        return 0;
    }
}
