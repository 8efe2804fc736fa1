/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All metrics of one process. Thread-safe: registered by subtasks, read by whoever looks. */
public final class MetricRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(MetricRegistry.class);
    private static final Comparator<MetricSample> ORDER =
            Comparator.comparing((MetricSample sample) -> sample.scope().job())
                    .thenComparing(sample -> sample.scope().operator())
                    .thenComparingInt(sample -> sample.scope().subtask())
                    .thenComparing(MetricSample::name);

    private final ConcurrentMap<MetricScope, Group> groups = new ConcurrentHashMap<>();

    /** Returns the group of that scope, made at the first call. */
    public MetricGroup group(MetricScope scope) {
        return groups.computeIfAbsent(scope, Group::new);
    }

    /**
     * Forgets a group, so that a new attempt starts at zero and what its gauges refer to can be
     * collected. Counters handed out before go on counting unseen.
     */
    public void remove(MetricScope scope) {
        groups.remove(scope);
    }

    /** Forgets all groups of a job, its own included. */
    public void removeJob(String job) {
        groups.keySet().removeIf(scope -> scope.job().equals(job));
    }

    /**
     * Reads everything, sorted by job, operator, subtask and name. The numbers are not of one
     * instant. A gauge that throws is left out and logged.
     */
    public List<MetricSample> snapshot() {
        List<MetricSample> samples = new ArrayList<>();
        for (Group group : groups.values()) {
            group.addTo(samples);
        }
        samples.sort(ORDER);
        return samples;
    }

    private static final class Group implements MetricGroup {
        private final MetricScope scope;
        private final ConcurrentMap<String, Counter> counters = new ConcurrentHashMap<>();
        private final ConcurrentMap<String, LongSupplier> gauges = new ConcurrentHashMap<>();

        Group(MetricScope scope) {
            this.scope = scope;
        }

        @Override
        public Counter counter(String name) {
            return counters.computeIfAbsent(name, unused -> new Counter());
        }

        @Override
        public void gauge(String name, LongSupplier value) {
            gauges.put(name, value);
        }

        void addTo(List<MetricSample> samples) {
            for (Map.Entry<String, Counter> entry : counters.entrySet()) {
                samples.add(
                        new MetricSample(
                                scope,
                                entry.getKey(),
                                MetricSample.Kind.COUNTER,
                                entry.getValue().value()));
            }
            for (Map.Entry<String, LongSupplier> entry : gauges.entrySet()) {
                try {
                    long value = entry.getValue().getAsLong();
                    samples.add(
                            new MetricSample(
                                    scope, entry.getKey(), MetricSample.Kind.GAUGE, value));
                } catch (RuntimeException failure) {
                    LOG.warn("A gauge failed: scope={} name={}", scope, entry.getKey(), failure);
                }
            }
        }
    }
}
