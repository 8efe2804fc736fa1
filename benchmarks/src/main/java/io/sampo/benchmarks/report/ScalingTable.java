/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.benchmarks.report;

import io.sampo.benchmarks.workload.Workload;
import java.util.List;

/** What more keys, more maps and more cores cost or give, from pairs of workloads. */
final class ScalingTable {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Results results;

    ScalingTable(Results results) {
        this.results = results;
    }

    /** Returns the table, or nothing if no pair was measured. */
    String markdown() {
        MarkdownTable table =
                new MarkdownTable("Scaling of Sampo, warm", 1, List.of("question", "answer"));
        Figures few = nanos(Workload.KEYS_1M);
        Figures many = nanos(Workload.KEYS_10M);
        if (!few.isEmpty() && !many.isEmpty()) {
            table.row(
                    List.of(
                            "processor time for an event with 10 times the keys",
                            Figures.ratio(many, few) + " times"));
        }
        Figures none = nanos(Workload.MAPS_0);
        Figures ten = nanos(Workload.MAPS_10);
        if (!none.isEmpty() && !ten.isEmpty()) {
            Figures each = ten.minus(none).map(nanos -> nanos / Workload.MAPS_10.maps());
            table.row(List.of("each further chained map, ns a record", each.text(1)));
        }
        Figures two = warm(Workload.W1, "eps");
        Figures one = warm(Workload.W1_ONE_CORE, "eps");
        if (!two.isEmpty() && !one.isEmpty()) {
            table.row(
                    List.of(
                            "parallelism 2 on two cores to parallelism 1 on one",
                            Figures.ratio(two, one) + " times"));
        }
        return table.markdown();
    }

    private Figures nanos(Workload workload) {
        return warm(workload, "eps_per_cpu_s").map(rate -> NANOS_PER_SECOND / rate);
    }

    private Figures warm(Workload workload, String field) {
        return results.warm(workload, Results.COMPARED, field);
    }
}
