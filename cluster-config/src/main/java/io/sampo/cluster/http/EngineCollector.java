/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.http;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import io.sampo.core.metric.MetricRegistry;
import io.sampo.core.metric.MetricSample;
import io.sampo.core.metric.MetricScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Shows the engine's figures to Prometheus: {@code records.in} of a subtask becomes {@code
 * sampo_records_in_total} with the labels {@code job}, {@code operator} and {@code subtask}.
 */
final class EngineCollector implements MultiCollector {
    private static final String PREFIX = "sampo_";

    private final MetricRegistry metrics;

    EngineCollector(MetricRegistry metrics) {
        this.metrics = metrics;
    }

    private record Family(String name, MetricSample.Kind kind) implements Comparable<Family> {
        @Override
        public int compareTo(Family other) {
            int byName = name.compareTo(other.name);
            return byName != 0 ? byName : kind.compareTo(other.kind);
        }
    }

    /**
     * A meter may have the name of a counter, and so on: of two figures of one scope that would be
     * the same here, which is refused, the first one is shown.
     */
    private static Collection<MetricSample> withoutTwins(List<MetricSample> samples) {
        Map<List<Object>, MetricSample> first = new LinkedHashMap<>();
        for (MetricSample sample : samples) {
            first.putIfAbsent(List.of(familyOf(sample), sample.scope()), sample);
        }
        return first.values();
    }

    @Override
    public MetricSnapshots collect() {
        Map<Family, List<MetricSample>> families =
                withoutTwins(metrics.snapshot()).stream()
                        .collect(
                                Collectors.groupingBy(
                                        EngineCollector::familyOf,
                                        TreeMap::new,
                                        Collectors.toList()));
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        List<String> taken = new ArrayList<>();
        families.forEach(
                (family, samples) -> {
                    // Two of one name are refused; the one that comes first is as good.
                    if (taken.contains(family.name())) {
                        return;
                    }
                    taken.add(family.name());
                    MetricMetadata meta = new MetricMetadata(family.name());
                    if (family.kind() == MetricSample.Kind.COUNTER) {
                        all.metricSnapshot(
                                new CounterSnapshot(
                                        meta,
                                        samples.stream()
                                                .map(
                                                        one ->
                                                                new CounterSnapshot
                                                                        .CounterDataPointSnapshot(
                                                                        one.value(),
                                                                        labels(one.scope()),
                                                                        null,
                                                                        0L))
                                                .toList()));
                    } else {
                        all.metricSnapshot(
                                new GaugeSnapshot(
                                        meta,
                                        samples.stream()
                                                .map(
                                                        one ->
                                                                new GaugeSnapshot
                                                                        .GaugeDataPointSnapshot(
                                                                        one.value(),
                                                                        labels(one.scope()),
                                                                        null))
                                                .toList()));
                    }
                });
        return all.build();
    }

    private static Family familyOf(MetricSample sample) {
        String plain = PREFIX + sample.name().replaceAll("[^A-Za-z0-9]+", "_");
        return new Family(PrometheusNaming.sanitizeMetricName(plain), sample.kind());
    }

    private static Labels labels(MetricScope scope) {
        if (scope.job().isEmpty()) {
            return Labels.EMPTY;
        }
        if (scope.operator().isEmpty()) {
            return Labels.of("job", scope.job());
        }
        return Labels.of(
                "job",
                scope.job(),
                "operator",
                scope.operator(),
                "subtask",
                Integer.toString(scope.subtask()));
    }
}
