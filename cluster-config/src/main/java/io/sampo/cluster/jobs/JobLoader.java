/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.cluster.jobs;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.concurrent.atomic.AtomicBoolean;

/** The classes of one job on one node; threads that run the job's code have it. */
final class JobLoader extends URLClassLoader {
    private final String job;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Creates a loader.
     *
     * @param onClose run once, when nothing is loaded from the jars any more
     */
    JobLoader(String job, URL[] jars, ClassLoader parent, Runnable onClose) {
        super("job", jars, parent);
        this.job = job;
        this.onClose = onClose;
    }

    /** Returns the job's name. */
    String job() {
        return job;
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            if (!closed.getAndSet(true)) {
                onClose.run();
            }
        }
    }
}
