/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.operators.stream;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.List;

/**
 * Gives a program access to clusters; found by {@link java.util.ServiceLoader} when it asks for
 * {@link StreamEnvironment#remote}.
 */
public interface RemoteJobs {
    /**
     * Returns what has jobs run by a cluster. Connects when the first job is submitted.
     *
     * @param host of any node
     * @param port its HTTP port
     * @param settings with all defaults
     * @param jars with the classes of the jobs; if there are none, what is in the directories of
     *     the class path
     * @throws io.sampo.core.error.StreamException with {@code INPUT_UNAVAILABLE} if a jar cannot be
     *     read, {@code INVALID_PROGRAM} if there are no classes to be sent
     */
    JobExecutor on(String host, int port, Config settings, List<Path> jars);
}
