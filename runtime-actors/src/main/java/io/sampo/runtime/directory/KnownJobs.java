/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.directory;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The jobs of the directory, by name. Confined to the directory. */
final class KnownJobs {
    private final Map<String, JobEntry> jobs = new TreeMap<>();

    /** Of jobs in whose place others of their name have come. */
    private final Set<String> replacedJars = new TreeSet<>();

    /**
     * What is to be deleted of jobs that are not remembered any more.
     *
     * @param jobs their names
     * @param jars that no other job has
     */
    record Forgotten(List<String> jobs, Set<String> jars) {}

    Collection<JobEntry> all() {
        return jobs.values();
    }

    @Nullable JobEntry get(String name) {
        return jobs.get(name);
    }

    /**
     * Returns the job of a name.
     *
     * @throws StreamException if there is none
     */
    JobEntry find(String name) {
        JobEntry entry = jobs.get(name);
        if (entry == null) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "There is no job of that name: job=" + name + " known=" + jobs.keySet());
        }
        return entry;
    }

    /**
     * Checks that a job of that name can be taken in.
     *
     * @throws StreamException if one has not ended yet
     */
    void checkFree(String name) {
        JobEntry known = jobs.get(name);
        if (known != null && !known.hasEnded()) {
            throw new StreamException(
                    ErrorCode.INVALID_PROGRAM,
                    "A job of that name runs already: job="
                            + name
                            + " status="
                            + known.summary().status()
                            + ". Cancel it, or give this one another"
                            + " name.");
        }
    }

    /** Takes a job in, in the place of one of the same name that has ended. */
    void put(JobEntry entry) {
        JobEntry replaced = jobs.put(entry.summary().name(), entry);
        if (replaced != null) {
            replacedJars.addAll(replaced.stored().submission().jars());
        }
    }

    /** Forgets the jobs that ended at a time or before. */
    Forgotten forget(long millis) {
        List<JobEntry> old =
                jobs.values().stream().filter(entry -> entry.hasEndedBefore(millis)).toList();
        Set<String> jars = new TreeSet<>(replacedJars);
        replacedJars.clear();
        for (JobEntry entry : old) {
            jars.addAll(entry.stored().submission().jars());
            jobs.remove(entry.summary().name());
        }
        jobs.values().forEach(entry -> jars.removeAll(entry.stored().submission().jars()));
        return new Forgotten(old.stream().map(entry -> entry.summary().name()).toList(), jars);
    }
}
