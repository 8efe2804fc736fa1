/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sampo.cluster.formation.ClusterMember;
import io.sampo.core.metric.MetricRegistry;
import java.util.Locale;

/** The figures of a node: those of its JVM, of the cluster as it sees it, of its jobs. */
public final class NodeMetrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /**
     * Creates the figures.
     *
     * @param view of the cluster
     * @param engine where jobs register theirs
     */
    public NodeMetrics(NodeView view, MetricRegistry engine) {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        bindCluster(view);
        registry.getPrometheusRegistry().register(new EngineCollector(engine));
    }

    private void bindCluster(NodeView view) {
        for (ClusterMember.State state : ClusterMember.State.values()) {
            Gauge.builder("sampo.cluster.members", view, seen -> count(seen, state))
                    .description("Members of the cluster, as this node sees them")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        Gauge.builder("sampo.cluster.unreachable", view, NodeMetrics::unreachable)
                .description("Members that this side of the cluster does not hear of")
                .register(registry);
        Gauge.builder("sampo.cluster.majority", view, seen -> seen.hasMajority() ? 1 : 0)
                .description("1 if this node is of the majority")
                .register(registry);
    }

    private static long count(NodeView view, ClusterMember.State state) {
        return view.members().stream().filter(member -> member.state() == state).count();
    }

    private static long unreachable(NodeView view) {
        return view.members().stream().filter(member -> !member.reachable()).count();
    }

    /** Returns where more may be registered. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Returns all figures as Prometheus reads them. */
    String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
