/*
 * Copyright 2026 the Sampo authors. SPDX-License-Identifier: Apache-2.0
 */
package io.sampo.core.type;

/** Makes {@link Serialization} instances for one job. Thread-safe. */
public interface SerializationFactory {
    /** Returns a new instance, to be confined to one thread at a time. */
    Serialization create();

    /** Returns the loader of the job's classes. */
    ClassLoader classLoader();
}
