/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks;

import io.sampo.benchmarks.workload.Workload;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names for several workloads. */
final class WorkloadGroups {
    private static final Map<String, List<String>> GROUPS =
            Map.of(
                    "throughput", List.of("w1", "w5", "q0", "q1", "q2", "q3", "q5", "q7", "q8"),
                    "disk", List.of("w3", "w3z", "w3-10m"),
                    "latency", List.of("w4", "w4-fast", "w4-keys"),
                    "checkpoints", List.of("w6", "w6-disk"),
                    "start", List.of("w7", "w7-cds"),
                    "keys", List.of("keys-1m", "keys-10m"),
                    "maps", List.of("maps-0", "maps-10"),
                    "cores", List.of("w1", "w1-one-core"),
                    "scaling", List.of("keys", "maps", "cores"),
                    "slices", List.of("s1", "s10", "s100", "s1000"));

    private WorkloadGroups() {}

    /**
     * Returns the workloads that names stand for, each once, in the order of the names.
     *
     * @param names of workloads and groups, upper or lower case
     * @throws IllegalArgumentException if one is neither
     */
    static List<Workload> workloads(List<String> names) {
        return names.stream()
                .flatMap(
                        name -> {
                            List<String> group = GROUPS.get(name.toLowerCase(Locale.ROOT));
                            return (group == null ? List.of(Workload.of(name)) : workloads(group))
                                    .stream();
                        })
                .distinct()
                .toList();
    }
}
