/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import java.net.URL;
import java.net.URLClassLoader;

/** The classes of one job on one node; threads that run the job's code have it. */
final class JobLoader extends URLClassLoader {
    private final String job;

    JobLoader(String job, URL[] jars, ClassLoader parent) {
        super("job", jars, parent);
        this.job = job;
    }

    /** Returns the job's name. */
    String job() {
        return job;
    }
}
