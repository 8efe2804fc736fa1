/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.runtime.worker;

import io.sampo.core.error.ErrorCode;
import io.sampo.core.error.StreamException;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Gets the classes of jobs to a node. Thread-safe. */
public interface JobClasses {
    /**
     * Returns a class loader of its own for a job; closed by the caller if it can be. May block.
     *
     * @param job its name
     * @param jars the content hashes of the job's jars, in the order of its class path
     * @throws io.sampo.core.error.StreamException if one of them cannot be had
     */
    ClassLoader load(String job, List<String> jars);

    /** Returns whether a jar is there. May block. */
    boolean contains(String jar);

    /** Deletes a jar that no job has any more, if it is there. May block. */
    void delete(String jar);

    /** Lets go of the jars of a class loader that was made for a job. */
    static void close(ClassLoader classes) {
        if (classes instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                throw new StreamException(
                        ErrorCode.EXTERNAL_IO, "The jars of a job cannot be closed: " + e, e);
            }
        }
    }
}
