/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import io.sampo.runtime.node.SerialExecutor;
import io.sampo.runtime.worker.JobClasses;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down jobs, and deletes them and their jars, one after the other and not on the caller's
 * thread, on which nothing is told either.
 */
final class JobStorage {
    private static final Logger LOG = LoggerFactory.getLogger(JobStorage.class);

    private final JobCatalog catalog;
    private final JobClasses classes;
    private final Executor storage;

    JobStorage(DirectoryNode here) {
        catalog = here.catalog();
        classes = here.worker().classes();
        storage = new SerialExecutor(here.worker().node().io());
    }

    private interface Work {
        void run();
    }

    private void execute(Work work, Runnable done, Consumer<Throwable> onFailure) {
        storage.execute(
                () -> {
                    try {
                        work.run();
                    } catch (Throwable failure) {
                        onFailure.accept(failure);
                        return;
                    }
                    done.run();
                });
    }

    /** Reads all jobs. */
    void load(Consumer<List<StoredJob>> found, Consumer<Throwable> onFailure) {
        execute(() -> found.accept(catalog.load()), () -> {}, onFailure);
    }

    /** Stores a new job, unless a jar of it is missing. */
    void add(StoredJob job, Runnable done, Consumer<Throwable> onFailure) {
        execute(
                () -> {
                    checkJars(job.submission());
                    catalog.store(job);
                },
                done,
                onFailure);
    }

    /** They may have been deleted with another job since the program looked. */
    private void checkJars(JobSubmission submission) {
        for (String jar : submission.jars()) {
            if (!classes.contains(jar)) {
                throw new StreamException(
                        ErrorCode.INPUT_UNAVAILABLE,
                        "A jar of the job is not there: job="
                                + submission.job().name()
                                + " jar="
                                + jar
                                + ". Store it and submit the job again.");
            }
        }
    }

    /** Stores a job in place of what was known of it. */
    void replace(StoredJob job, Runnable done, Consumer<Throwable> onFailure) {
        execute(() -> catalog.store(job), done, onFailure);
    }

    /** If that fails, the job is started once more after a restart, and finds that it has ended. */
    void end(StoredJob job) {
        execute(
                () -> catalog.store(job),
                () -> {},
                failure ->
                        LOG.warn(
                                "The end of a job could not be stored: {}",
                                job.summary(),
                                failure));
    }

    /**
     * Deletes jars, and jobs. What cannot be deleted of jobs is found again by the next directory.
     */
    void forget(List<String> jobs, Collection<String> jars) {
        jars.forEach(jar -> quietly(() -> classes.delete(jar)));
        for (String job : jobs) {
            quietly(() -> catalog.delete(job));
            LOG.info("A job that has ended is forgotten: job={}", job);
        }
    }

    private void quietly(Work deletion) {
        execute(
                deletion,
                () -> {},
                failure -> LOG.warn("Something of a job that was forgotten is left over", failure));
    }
}
