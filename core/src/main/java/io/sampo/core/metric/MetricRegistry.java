/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.metric;

import io.sampo.core.time.Clock;
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

    private final Clock clock;
    private final ConcurrentMap<MetricScope, Group> groups = new ConcurrentHashMap<>();

    /** Creates an empty registry whose meters go by the clock of the system. */
    public MetricRegistry() {
        this(Clock.system());
    }

    /** Creates an empty registry whose meters go by that clock. */
    public MetricRegistry(Clock clock) {
        this.clock = clock;
    }

    /** Returns the group of that scope, made at the first call. */
    public MetricGroup group(MetricScope scope) {
        return groups.computeIfAbsent(scope, unused -> new Group(scope, clock));
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
        private final Clock clock;
        private final ConcurrentMap<String, Counter> counters = new ConcurrentHashMap<>();
        private final ConcurrentMap<String, LongSupplier> gauges = new ConcurrentHashMap<>();
        private final ConcurrentMap<String, Meter> meters = new ConcurrentHashMap<>();
        private final ConcurrentMap<String, Histogram> histograms = new ConcurrentHashMap<>();

        Group(MetricScope scope, Clock clock) {
            this.scope = scope;
            this.clock = clock;
        }

        @Override
        public Counter counter(String name) {
            return counters.computeIfAbsent(name, unused -> new Counter());
        }

        @Override
        public void gauge(String name, LongSupplier value) {
            gauges.put(name, value);
        }

        @Override
        public Meter meter(String name) {
            return meters.computeIfAbsent(name, unused -> new Meter(clock));
        }

        @Override
        public Histogram histogram(String name) {
            return histograms.computeIfAbsent(name, unused -> new Histogram());
        }

        void addTo(List<MetricSample> samples) {
            counters.forEach((name, counter) -> samples.add(count(name, counter.value())));
            addGauges(samples);
            meters.forEach(
                    (name, meter) -> {
                        samples.add(count(name, meter.count()));
                        samples.add(gauge(name + ".perSecond", Math.round(meter.perSecond())));
                    });
            histograms.forEach((name, histogram) -> addTo(samples, name, histogram));
        }

        private void addGauges(List<MetricSample> samples) {
            for (Map.Entry<String, LongSupplier> entry : gauges.entrySet()) {
                try {
                    samples.add(gauge(entry.getKey(), entry.getValue().getAsLong()));
                } catch (RuntimeException failure) {
                    LOG.warn("A gauge failed: scope={} name={}", scope, entry.getKey(), failure);
                }
            }
        }

        private void addTo(List<MetricSample> samples, String name, Histogram histogram) {
            samples.add(count(name + ".count", histogram.count()));
            Histogram.Statistics values = histogram.statistics();
            samples.add(gauge(name + ".min", values.min()));
            samples.add(gauge(name + ".mean", Math.round(values.mean())));
            samples.add(gauge(name + ".p50", values.quantile(0.5)));
            samples.add(gauge(name + ".p95", values.quantile(0.95)));
            samples.add(gauge(name + ".p99", values.quantile(0.99)));
            samples.add(gauge(name + ".max", values.max()));
        }

        private MetricSample count(String name, long value) {
            return new MetricSample(scope, name, MetricSample.Kind.COUNTER, value);
        }

        private MetricSample gauge(String name, long value) {
            return new MetricSample(scope, name, MetricSample.Kind.GAUGE, value);
        }
    }
}
