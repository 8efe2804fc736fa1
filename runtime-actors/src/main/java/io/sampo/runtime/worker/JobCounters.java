/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.metric.MetricSample;
import java.util.Map;
import java.util.TreeMap;

/** Sums up the counters of a job. */
public final class JobCounters {
    private JobCounters() {}

    /** Returns the sums over all subtasks of this process, by {@code operator/counter}. */
    public static Map<String, Long> of(MetricRegistry metrics, String job) {
        Map<String, Long> counters = new TreeMap<>();
        for (MetricSample sample : metrics.snapshot()) {
            if (sample.kind() == MetricSample.Kind.COUNTER && sample.scope().job().equals(job)) {
                counters.merge(
                        sample.scope().operator() + "/" + sample.name(), sample.value(), Long::sum);
            }
        }
        return counters;
    }
}
