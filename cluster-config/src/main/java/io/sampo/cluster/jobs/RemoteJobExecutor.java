/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.core.io.Locations;
import io.sampo.core.settings.SettingsReader;
import io.sampo.core.time.Clock;
import io.sampo.operators.graph.JobGraph;
import io.sampo.operators.stream.JobClient;
import io.sampo.operators.stream.JobExecutor;
import io.sampo.operators.stream.RestoreReport;
import io.sampo.runtime.client.LocalJobExecutor;
import io.sampo.runtime.directory.JobSubmission;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Has jobs run by a cluster. Thread-safe. */
public final class RemoteJobExecutor implements JobExecutor {
    /** Nodes have their own; the keys and tokens of the program are not to be kept with the job. */
    private static final List<String> OF_NODES = List.of("storage", "network", "node");

    private final LocalJobExecutor local = new LocalJobExecutor();
    private final ClusterClient cluster;
    private final List<byte[]> jars;
    private volatile boolean submitted;

    /**
     * Creates an executor.
     *
     * @param cluster where jobs go
     * @param jars the contents of those with the classes of the jobs that the nodes do not have
     *     themselves
     */
    public RemoteJobExecutor(ClusterClient cluster, List<byte[]> jars) {
        this.cluster = cluster;
        this.jars = List.copyOf(jars);
    }

    @Override
    public Map<String, Function<SettingsReader, ?>> settingsReaders() {
        return local.settingsReaders();
    }

    /**
     * Returns when the cluster knows the job durably; its start and its end are to be asked for.
     */
    @Override
    public JobClient submit(JobGraph graph, ClassLoader classLoader) {
        try {
            submit(graph);
        } catch (StreamException refused) {
            if (refused.code() != ErrorCode.INPUT_UNAVAILABLE) {
                throw refused;
            }
            // A jar was there, and was then deleted with the last job that had it.
            submit(graph);
        }
        submitted = true;
        return new RemoteJob(cluster, graph.name(), classLoader);
    }

    /** Returns whether a job went to the cluster. */
    public boolean hasSubmitted() {
        return submitted;
    }

    private void submit(JobGraph graph) {
        List<String> stored = new ArrayList<>();
        jars.forEach(jar -> stored.add(cluster.store(jar)));
        JobGraph sent = graph;
        for (String section : OF_NODES) {
            sent = sent.withoutSettings(section);
        }
        cluster.submit(new JobSubmission(sent, stored, Clock.system().currentTimeMillis()));
    }

    @Override
    public RestoreReport restoreDryRun(JobGraph graph, ClassLoader classLoader, Path from) {
        if (Locations.isLocal(from) && !from.toFile().exists()) {
            throw new StreamException(
                    ErrorCode.INPUT_UNAVAILABLE,
                    "The checkpoint must be seen from here, too: directory=" + from);
        }
        return local.restoreDryRun(graph, classLoader, from);
    }
}
