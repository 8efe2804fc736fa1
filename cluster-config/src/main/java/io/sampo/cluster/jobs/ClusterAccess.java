/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import com.typesafe.config.Config;
import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.operators.stream.JobExecutor;
import io.sampo.operators.stream.RemoteJobs;
import io.sampo.runtime.network.NetworkSettings;
import java.nio.file.Path;
import java.util.List;

/** Has the jobs of a program that was started by itself run by a cluster. */
public final class ClusterAccess implements RemoteJobs {
    /** Called by the {@link java.util.ServiceLoader}. */
    public ClusterAccess() {}

    @Override
    public JobExecutor on(String host, int port, Config settings, List<Path> jars) {
        List<byte[]> classes =
                jars.isEmpty()
                        ? ProgramJar.ofClassPath()
                        : jars.stream().map(ProgramJar::read).toList();
        if (classes.isEmpty()) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "There are no classes to be sent to the cluster: the class path has jars only,"
                            + " and nobody can tell the program from its libraries. Name the"
                            + " program's jars: StreamEnvironment.remote(host, port, jar).");
        }
        return new RemoteJobExecutor(
                new ClusterClient(host + ":" + port, NetworkSettings.from(settings).token()),
                classes);
    }
}
